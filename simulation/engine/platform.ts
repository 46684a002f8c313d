/**
 * The function platform: runs the real handlers, each try as a process with credentials of its own, ends those that
 * take too long or are to be killed, and tries again what did not return.
 */

import { createRandom } from "../../emulator/scenario/random.ts";
import type { FunctionContext } from "../../emulator/scf/options.ts";
import { readableJson } from "../../lib/core/readable-json.ts";
import type { PageRenderer } from "../../lib/ports/page-renderer.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createDiffHandler } from "../../lib/runtime/diff-handler.ts";
import type { FunctionSurroundings } from "../../lib/runtime/function-spec.ts";
import { createShardHandler } from "../../lib/runtime/shard-handler.ts";
import { createWatchdogHandler } from "../../lib/runtime/watchdog-handler.ts";
import { credentialsOf, type InvocationCredentials } from "../making/secrets.ts";
import type { SimulationPlan, Start } from "../plan.ts";
import type { Invocation } from "../played.ts";
import { connect, type NetworkParts } from "./network.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import { createVirtualClock } from "./virtual-clock.ts";

export interface PlatformParts extends NetworkParts {
  readonly plan: SimulationPlan;
}

export interface Try extends Pick<Invocation, "start" | "attempt" | "function" | "event"> {
  readonly context: Pick<FunctionContext, "request_id" | "time_limit_in_ms">;
}

const handlers = {
  audit: createAuditHandler,
  diff: createDiffHandler,
  shard: createShardHandler,
  watchdog: createWatchdogHandler,
} as const;

/** Vendor page "Error Types and Retry Policies": asynchronous invocations, a minute apart. */
const retryDelayMs = 60_000;

export function playStarts(parts: PlatformParts): void {
  for (const start of parts.plan.starts) parts.queue.at(start.at, () => runStart(parts, start, 0));
}

function runStart(parts: PlatformParts, start: Start, attempt: number): void {
  const { plan, queue } = parts;
  const context = { request_id: `start-${start.id}`, time_limit_in_ms: plan.timeLimitMs };
  const event = structuredClone(start.event);
  const again = () => {
    if (attempt < start.retries) queue.at(queue.now() + retryDelayMs, () => runStart(parts, start, attempt + 1));
  };
  tryOnce(parts, { start: start.id, attempt, function: start.function, event, context }).catch(again);
}

/** Rejects when the handler throws, is killed or takes too long. */
export function tryOnce(parts: PlatformParts, one: Try): Promise<unknown> {
  const { queue, plan } = parts;
  const startedAt = queue.now();
  return new Promise((resolve, reject) => {
    const end = (how: Invocation["end"], value: unknown) => {
      if (process.dead) return;
      process.dead = true;
      timer.cancel();
      const { start, attempt, function: name, event } = one;
      const facts = { start, attempt, function: name, event, startedAt, endedAt: queue.now(), end: how, value };
      parts.record.invocations.push({ ...facts, exchanges: process.exchanges });
      if (how === "returned") resolve(value);
      else reject(new Error(`the function ${how}`));
    };
    const kill = () => end("killed", null);
    const process = { start: one.start, attempt: one.attempt, dead: false, exchanges: 0, kill };
    const timer = queue.at(startedAt + plan.timeLimitMs, () => end("timed-out", null));
    const handler = handlers[one.function](surroundingsOf(parts, process));
    handler(one.event, one.context).then(
      (value) => end("returned", value),
      (error: unknown) => end("threw", String(error)),
    );
  });
}

function surroundingsOf(parts: PlatformParts, process: SimulatedProcess): FunctionSurroundings {
  const { plan, queue, cloud, record } = parts;
  const { start, attempt } = process;
  const credentials = credentialsOf(start, attempt);
  cloud.admit(credentials);
  const latency = createRandom(plan.seed, `latency of ${start}/${attempt}`);
  const [least, most] = plan.latencyMs;
  const latencyMs = () => least + latency.below(most - least + 1);
  return {
    env: environmentOf(credentials),
    clock: createVirtualClock(queue, process),
    random: createRandom(plan.seed, `back-off of ${start}/${attempt}`).fraction,
    transport: connect(parts, { process, latencyMs }),
    page: plainPage,
    log: { write: (line) => void (process.dead || record.log.push(line)) },
    settingsText: () => settingsAt(plan, queue.now()),
  };
}

/** What the view holds, undrawn: pictures say nothing that the oracle could hold to the truth, and take their time. */
const plainPage: PageRenderer = { render: async (view) => readableJson(view) };

function environmentOf({ secretId, secretKey, sessionToken }: InvocationCredentials) {
  return {
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
    TENCENTCLOUD_SESSIONTOKEN: sessionToken,
  };
}

function settingsAt({ settings }: SimulationPlan, now: number): string | null {
  const held = settings.filter(({ from }, index) => index === 0 || from <= now);
  return held.at(-1)?.text ?? null;
}
