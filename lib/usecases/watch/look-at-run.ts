/** What became of the run of a night that is not committed: it never began, goes on, is started again, or is silent. */

import type { NightName } from "../../core/key.ts";
import type { SeenRun } from "../../core/watch/trouble.ts";
import { makePlan } from "../audit/audit-night.ts";
import { lookAtSpreadRun } from "./look-at-spread-run.ts";
import { type Restarted, readRestart, restartRun, type SilentRun } from "./restart-run.ts";
import { readRunSign } from "./run-sign.ts";
import type { WatchDeps, WatchRequest } from "./watch-deps.ts";

export interface RunLook {
  readonly run: SeenRun;
  /** Whether people are to look into it. */
  readonly isSilent: boolean;
  /** The id, where this look started the run again. */
  readonly restarted: string | null;
  /** Why that failed, or null. */
  readonly error: unknown;
}

/** Null when no run of the night has saved anything. Its id follows from its plan, so nobody has to be asked for it. */
export async function lookAtRun(
  deps: WatchDeps,
  request: WatchRequest,
  name: NightName,
  signal: AbortSignal,
): Promise<RunLook | null> {
  const { runId } = await makePlan(deps, request.requestOf(name), signal);
  const sign = await readRunSign(deps.store, runId, signal);
  if (sign === null) return null;
  const spread = await lookAtSpreadRun(deps, request, { name, runId }, signal);
  if (spread !== null && "run" in spread) return spread;
  const savedAt = spread === null ? sign.savedAt : Math.max(sign.savedAt ?? 0, spread.readAt);
  return lookAtOwnSigns(deps, request, { name, runId, savedAt }, signal);
}

async function lookAtOwnSigns(
  deps: WatchDeps,
  request: WatchRequest,
  { name, runId, savedAt }: SilentRun,
  signal: AbortSignal,
): Promise<RunLook> {
  const restartedAt = await readRestart(deps.store, { name, runId }, signal);
  // What began at a time that nobody knows is taken for silent: starting a run beside one that works costs little.
  const newest = Math.max(savedAt ?? Number.NEGATIVE_INFINITY, restartedAt ?? Number.NEGATIVE_INFINITY);
  const isSilent = newest <= deps.clock.now() - request.silenceMs;
  const look = { run: { savedAt, restartedAt, problem: null }, isSilent, restarted: null, error: null };
  if (!isSilent || restartedAt !== null || request.auditFunction === null) return look;
  return afterRestart(runId, savedAt, await restartRun(deps, request.auditFunction, { name, runId, savedAt }, signal));
}

function afterRestart(runId: string, savedAt: number | null, { at, own, failure }: Restarted): RunLook {
  if (failure === null) {
    const run = { savedAt, restartedAt: at, problem: null };
    return { run, isSilent: false, restarted: own ? runId : null, error: null };
  }
  const run = { savedAt, restartedAt: null, problem: failure.message };
  return { run, isSilent: true, restarted: null, error: failure.error };
}
