/** A night of one full hour, whose answers take turns of the event loop, some few and some many. */

import { setImmediate } from "node:timers/promises";
import type { CloudInfinite } from "../../../lib/ports/cloud-infinite.ts";
import type { AuditResult } from "../../../lib/usecases/audit/audit-night.ts";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import type { FakeCi, FakeCiOptions, ListedJob } from "../../fakes/fake-ci.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, midnight } from "../../fakes/samples.ts";
import { aCloud, audit, scopes } from "./a-night.ts";

const hourMs = 3_600_000;

/** Nine tenths lie between 7 and 8 o'clock, the others over the day; every seventh failed. */
export function skewedJobs(scope: ListedJob["scope"], from = midnight, count = 1_000): ListedJob[] {
  const full = count * 0.9;
  const apart = 86_400 / (count - full);
  return Array.from({ length: count }, (_, index) => {
    const second = index < full ? 7 * 3_600 + ((index * 7) % 3_600) : (Math.floor((index - full) * apart) % 86_400) + 1;
    const failed = index % 7 === 0 ? { state: "Failed", code: "Timeout", message: "slow" } : {};
    const id = `${scope.queueId}-${scope.tag}-${from}-${index}`;
    return {
      scope,
      job: aJob({ id, createdAt: from + second * 1_000, queueId: scope.queueId, tag: scope.tag, ...failed }),
    };
  });
}

export const skewedNight = scopes.slice(0, 2).flatMap((scope) => skewedJobs(scope));

export interface PlayedNight extends AuditResult {
  readonly store: MemoryStore;
  readonly ci: FakeCi;
  /** Turns of the event loop from the first page to the last. */
  readonly turns: number;
}

/** How many turns an answer takes; one by default. */
export type Turns = (call: number) => number;

/** Of any order and pace. */
export const uneven: Turns = (call) => (call * 2_654_435_761) % 5;

export async function playNight(
  change: Partial<AuditRequest>,
  {
    cloud = {},
    turnsOf = () => 1,
    jobs = skewedNight,
    store = memoryStore(),
  }: {
    readonly cloud?: FakeCiOptions;
    readonly turnsOf?: Turns;
    readonly jobs?: readonly ListedJob[];
    readonly store?: MemoryStore;
  } = {},
): Promise<PlayedNight> {
  const ci = aCloud(cloud, jobs);
  let turn = 0;
  let [first, turns] = [Number.POSITIVE_INFINITY, 0];
  let open = true;
  const tick = async () => {
    for (; open; turn += 1) await setImmediate();
  };
  const ticking = tick();
  const listJobs: CloudInfinite["listJobs"] = async (request, signal) => {
    const call = ci.requests.length;
    const before = turn;
    const page = await ci.listJobs(request, signal);
    for (const until = turn + turnsOf(call); turn < until; ) await setImmediate();
    first = Math.min(first, before);
    turns = turn - first;
    return page;
  };
  try {
    const result = await audit(
      { ...ci, listJobs },
      store,
      { pageSize: 10, ...change },
      { now: midnight + 27 * hourMs },
    );
    return { ...result, store, ci, turns };
  } finally {
    open = false;
    await ticking;
  }
}
