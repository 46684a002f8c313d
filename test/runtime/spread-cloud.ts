/** A night of the emulated cloud that the audit function spread over three shards, whom nothing starts but a test. */

import { expect, onTestFinished } from "vitest";
import { startHeartbeatReceiver } from "../../emulator/heartbeat-receiver.ts";
import type { TencentRequest, Transport } from "../../lib/adapters/tencent/request.ts";
import { createTransport } from "../../lib/adapters/tencent/transport.ts";
import { NetworkError } from "../../lib/core/errors.ts";
import { fanOutKey } from "../../lib/core/key.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createShardHandler } from "../../lib/runtime/shard-handler.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { environment, type FunctionCloud, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

const { signal } = new AbortController();
const uuid = "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278";
const hour = 3_600_000;
const placed = {
  AUDIT_FUNCTIONS_SHARD_FUNCTION: "job-audit-shard",
  AUDIT_FUNCTIONS_SHARD_REGION: "ap-guangzhou",
  AUDIT_FAN_OUT_PAGES_PER_SHARD: "24",
};

export interface SpreadCloudOptions {
  readonly env?: Record<string, string>;
  /** Requests of the audit of the night before that no answer comes to; that night is audited first then. */
  failBefore?(request: TencentRequest): boolean;
}

export async function openSpreadCloud({ env = {}, failBefore }: SpreadCloudOptions = {}) {
  // Pings have three seconds each.
  const clock = createQuickClock(Date.UTC(2026, 10, 20, 18, 30), 1_400);
  const cloud = await openFunctionCloud({ clock, idleFunction: placed.AUDIT_FUNCTIONS_SHARD_FUNCTION });
  const receiver = await startHeartbeatReceiver({ uuid, periodMs: 24 * hour, graceMs: hour, now: clock.now });
  onTestFinished(receiver.close);
  const beat = { AUDIT_HEARTBEAT_URL_FROM: "BEAT", AUDIT_HEARTBEAT_ALLOW_PRIVATE: "true", BEAT: receiver.url };
  const surroundings = { ...cloud.surroundings, env: { ...environment, ...placed, ...beat, ...env } };
  if (failBefore !== undefined) await auditBefore(cloud, failBefore);
  const result = await createAuditHandler(surroundings)(timer, { request_id: "audit", time_limit_in_ms: 900_000 });
  const underWay = [{ family: "pic", date: night, shards: 3, done: 0, started: 3, notStarted: 0 }];
  expect(result).toMatchObject({ status: "done", nights: [], underWay });
  return {
    cloud,
    shards: await shardsOf(cloud),
    status: () => receiver.check.status(clock.now() + 2 * hour),
    /** Since the night was spread. */
    pings: () => receiver.check.pings.slice(2).map(({ kind }) => kind),
    /** As the platform does; time goes on behind it. */
    async shard(key: string | undefined, own: Partial<typeof surroundings> = {}) {
      const context = { request_id: `of ${key}`, time_limit_in_ms: 900_000 };
      const done = await createShardHandler({ ...surroundings, ...own })({ shard: key }, context);
      for (let waited = 0; waited < 20_000; waited += 1_000) await clock.sleep(1_000, signal);
      return done;
    },
  };
}

/** With holes. */
async function auditBefore(cloud: FunctionCloud, fails: (request: TencentRequest) => boolean): Promise<void> {
  const send = transportTo(cloud);
  const transport: Transport = async (request, stop) => {
    if (fails(request)) throw new NetworkError("Cannot reach it");
    return send(request, stop);
  };
  const clock = createQuickClock(cloud.surroundings.clock.now());
  const audited = createAuditHandler({ ...cloud.surroundings, clock, transport })({ date: "2026-11-19" });
  expect(await audited).toMatchObject({ nights: [{ date: "2026-11-19", status: "incomplete" }] });
}

/** Of a process that is killed as soon as such a request was answered: nothing comes back to it from then on. */
export function killedBehind(cloud: FunctionCloud, isLast: (request: TencentRequest) => boolean) {
  const send = transportTo(cloud);
  let die = () => {};
  const dead = new Promise<void>((resolve) => (die = resolve));
  let isDead = false;
  const transport: Transport = async (request, stop) => {
    const answer = isDead ? null : await send(request, stop);
    isDead ||= isLast(request);
    if (!isDead && answer !== null) return answer;
    die();
    return new Promise(() => {});
  };
  return { transport, dead };
}

export function transportTo({ emulator }: FunctionCloud): Transport {
  const limits = { maxSockets: 16, tryTimeoutMs: 20_000, maxBodyBytes: 1 << 24 };
  return createTransport({ endpoint: emulator.url, ...limits });
}

async function shardsOf(cloud: FunctionCloud): Promise<readonly string[]> {
  const told = cloud.surroundings.log.records().find(({ msg }) => msg === "fanned-out");
  const name = { runId: String(told?.["run"]), discovery: 1, fanOut: 1 };
  const plan = await cloud.app.store.get(fanOutKey(name), signal);
  return JSON.parse(Buffer.from(plan ?? []).toString()).shards;
}
