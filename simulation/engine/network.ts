/**
 * The network of a play: exchanges between simulated processes and the cloud, each with its latency and the
 * disturbances that the plan has for it.
 *
 * A request that is out arrives also when its process dies or gives up meanwhile.
 */

import type { TencentAnswer, TencentRequest, Transport } from "../../lib/adapters/tencent/request.ts";
import type { Disturbance, Kill } from "../plan.ts";
import { type Carried, carryOut } from "./carry-out.ts";
import type { Cloud } from "./cloud.ts";
import { type Delivery, deliver } from "./delivery.ts";
import type { EventQueue } from "./event-queue.ts";
import type { FaultPlan, SimulatedFault } from "./fault-plan.ts";
import { expiryAt, killAt, mishapsOf } from "./mishaps.ts";
import { countFired, type PlayRecord } from "./record.ts";
import { serviceOf } from "./service-of.ts";
import type { SimulatedProcess } from "./simulated-process.ts";

export interface NetworkParts {
  readonly queue: EventQueue;
  readonly record: PlayRecord;
  readonly cloud: Cloud;
  readonly faults: FaultPlan;
  readonly disturbances: readonly Disturbance[];
  /** What is started from then on comes to no harm. */
  readonly calmFrom: number;
}

export interface Connection {
  readonly process: SimulatedProcess;
  /** Asked once for each exchange. */
  readonly latencyMs: () => number;
}

interface Exchange {
  readonly process: SimulatedProcess;
  readonly request: TencentRequest;
  readonly signal: AbortSignal;
  readonly sentAt: number;
  readonly latencyMs: number;
  readonly kill: Kill["when"] | null;
  readonly expired: boolean;
}

/** What it gives never settles once the process is dead. */
export function connect(parts: NetworkParts, { process, latencyMs }: Connection): Transport {
  const { queue, record, calmFrom } = parts;
  const mishaps = queue.now() < calmFrom ? mishapsOf(parts.disturbances, process) : [];
  return async (request, signal) => {
    signal.throwIfAborted();
    if (process.dead) return never;
    process.exchanges += 1;
    record.exchanges += 1;
    if (serviceOf(request) === "ci") keepAsked(parts, process, request);
    const kill = killAt(mishaps, process.exchanges);
    const expiry = expiryAt(mishaps, process.exchanges);
    if (expiry === "begins") countFired(record, "expiry");
    const sent = { process, request, signal, sentAt: queue.now(), latencyMs: latencyMs(), kill };
    return exchange(parts, { ...sent, expired: expiry !== null });
  };
}

const never = new Promise<never>(() => undefined);

function exchange(parts: NetworkParts, sent: Exchange): Promise<TencentAnswer> {
  const { queue } = parts;
  return new Promise((resolve, reject) => {
    if (sent.kill === "before") return die(parts, sent.process, sent.kill);
    const settle = (delivery: Delivery) => ("answer" in delivery ? resolve(delivery.answer) : reject(delivery.error));
    const line = openLine(sent, { settle, giveUp: reject });
    const arrive = async (): Promise<void> => {
      const carried = await arrived(parts, sent);
      if (sent.kill === "after") return die(parts, sent.process, sent.kill);
      const delivery = deliver({ request: sent.request, ...carried, spentMs: sent.latencyMs });
      const at = sent.sentAt + sent.latencyMs + delivery.afterMs;
      queue.at(at, () => line(delivery, () => keepPage(parts, sent, carried)), sent.process);
    };
    queue.at(sent.sentAt + Math.floor(sent.latencyMs / 2), () => void arrive());
  });
}

type Line = (delivery: Delivery, heard: () => void) => void;

/** Whoever gives up hears nothing any more. */
function openLine(
  { signal, process }: Exchange,
  { settle, giveUp }: { readonly settle: (delivery: Delivery) => void; readonly giveUp: (reason: unknown) => void },
): Line {
  const hangUp = () => {
    if (!process.dead) giveUp(signal.reason);
  };
  signal.addEventListener("abort", hangUp, { once: true });
  return (delivery, heard) => {
    if (signal.aborted) return;
    signal.removeEventListener("abort", hangUp);
    if ("answer" in delivery) heard();
    settle(delivery);
  };
}

async function arrived({ queue, record, cloud, faults }: NetworkParts, sent: Exchange): Promise<Carried> {
  const requestId = Buffer.from(`simulated_${record.exchanges}`).toString("base64");
  const { request, expired } = sent;
  const carried = await carryOut(cloud, faults, { request, expired, at: queue.now(), requestId });
  if (carried.fault !== null) countFired(record, nameFault(carried.fault));
  return carried;
}

function keepAsked(
  { queue, record }: NetworkParts,
  { start, attempt }: SimulatedProcess,
  { host }: TencentRequest,
): void {
  record.asked.push({ at: queue.now(), host, start, attempt });
}

function keepPage({ record }: NetworkParts, { sentAt, latencyMs }: Exchange, { page }: Carried): void {
  // A walk asks for whatever there is.
  if (page === null || page.inputObject !== null) return;
  const { bucket, queueId, tag, from, to, jobIds } = page;
  const at = sentAt + Math.floor(latencyMs / 2);
  record.listings.push({ at, bucket, queueId, tag, from: from ?? 0, to: to ?? at, jobIds });
}

function die({ record }: NetworkParts, process: SimulatedProcess, when: Kill["when"]): void {
  countFired(record, `kill ${when}`);
  process.kill();
}

function nameFault(fault: SimulatedFault): string {
  if (typeof fault === "string") return fault;
  return "status" in fault ? String(fault.status) : "drip";
}
