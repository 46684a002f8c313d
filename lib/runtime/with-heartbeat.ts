/**
 * Tells the heartbeat that a run begins, and how it ended. A run never fails for its heartbeat, and never waits for it to
 * begin.
 *
 * Success is that every night that was due is committed, with holes too: what is wrong with a report is told by alerts, and
 * whoever waits for the heartbeat is to be called for nights that did not happen. Where the platform tries again, or other
 * instances go on with the night, that is no end yet: it is only noted, and if nothing better comes the start alone is missed.
 */

import { isAuditError } from "../core/errors.ts";
import { uuidOf } from "../core/uuid-of.ts";
import type { Heartbeat, HeartbeatSignal, Ping } from "../ports/heartbeat.ts";
import type { Outcome, Work } from "./function-spec.ts";
import { heartbeatBody, type ToldRun } from "./heartbeat-body.ts";

/** What came of the pings. */
export interface HeartbeatTold {
  /** How the run was told to have ended. */
  readonly signal: HeartbeatSignal;
  /** Why pings were not taken. */
  readonly problems: readonly string[];
}

type HeartbeatWork = Pick<Work, "heartbeat" | "nameRun" | "requestId" | "signal" | "store">;

type Told<Result> = Result & { readonly heartbeat?: HeartbeatTold };

export async function withHeartbeat<Result extends ToldRun>(
  work: HeartbeatWork,
  run: () => Promise<Outcome<Result>>,
): Promise<Outcome<Told<Result>>> {
  const { heartbeat, store } = work;
  if (heartbeat === null) return run();
  const id = runId(work);
  const starting = ping(heartbeat, { signal: "start", run: id, body: "" }, work.signal);
  const ended = await run().catch((error: unknown) => ({ result: null, error }));
  const signal = signalOf(ended);
  const body = await heartbeatBody(store, ended, work.signal);
  const started = await starting;
  // Time may be up for the run; there is a little left to say so.
  const told = await ping(heartbeat, { signal, run: id, body }, new AbortController().signal);
  if (ended.result === null) throw ended.error;
  return {
    result: { ...ended.result, heartbeat: { signal, problems: [...started, ...told] } },
    error: ended.error,
  };
}

/**
 * Tells the heartbeat of a run only when it has ended, start and end at once: for who may find that another did all of it
 * and told so. A start that nothing follows would call a night missing that is there.
 */
export async function tellHeartbeat(
  { heartbeat, store, ...work }: HeartbeatWork,
  ended: Outcome<ToldRun>,
): Promise<{ readonly heartbeat?: HeartbeatTold }> {
  if (heartbeat === null) return {};
  const signal = signalOf(ended);
  const run = runId(work);
  const body = await heartbeatBody(store, ended, work.signal);
  const started = signal === "log" ? [] : await ping(heartbeat, { signal: "start", run, body: "" }, work.signal);
  const told = await ping(heartbeat, { signal, run, body }, new AbortController().signal);
  return { heartbeat: { signal, problems: [...started, ...told] } };
}

function runId({ requestId, nameRun }: Pick<HeartbeatWork, "requestId" | "nameRun">): string {
  return uuidOf(requestId ?? nameRun());
}

function signalOf({ result, error }: Outcome<ToldRun | null>): HeartbeatSignal {
  const isAudited = result !== null && ![...result.failures, ...result.left].some(({ step }) => step === "audit");
  if (isAudited) return (result.underWay ?? []).length === 0 ? "success" : "log";
  return isAuditError(error) && error.retryable ? "log" : "fail";
}

async function ping(heartbeat: Heartbeat, told: Ping, signal: AbortSignal): Promise<readonly string[]> {
  const problem = await heartbeat.ping(told, signal).catch(() => "it was stopped");
  return problem === null ? [] : [`Cannot ping the heartbeat (${told.signal}): ${problem}`];
}
