/**
 * Starts a run again that went silent: once, however many look at it, since whoever starts it claims that first. One that
 * dies between the two has told nobody: the next look finds the claim, and a run that is silent still.
 */

import { isAuditError } from "../../core/errors.ts";
import { isoInstant, isoInstantOrNull } from "../../core/instant.ts";
import { type NightName, restartKey } from "../../core/key.ts";
import type { Restart } from "../../core/schema/restart.ts";
import type { FunctionName } from "../../ports/functions.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toDocument } from "../report/report-writer.ts";
import { restartTime } from "./restart-time.ts";
import type { WatchDeps } from "./watch-deps.ts";

export interface SilentRun {
  readonly name: NightName;
  readonly runId: string;
  readonly savedAt: number | null;
}

export interface Restarted {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether this look started it. */
  readonly own: boolean;
  /** Why it could not be started; null: it could. */
  readonly failure: { readonly error: unknown; readonly message: string } | null;
}

/** When a run was started again; null: it was not. What cannot be read was a claim all the same, of a time not known. */
export async function readRestart(
  store: ReportStore,
  { name, runId }: Pick<SilentRun, "name" | "runId">,
  signal: AbortSignal,
): Promise<number | null> {
  const bytes = await store.get(restartKey(name, runId), signal);
  return bytes && restartTime(bytes);
}

export function restartRun(
  deps: WatchDeps,
  place: FunctionName,
  run: SilentRun,
  signal: AbortSignal,
): Promise<Restarted> {
  const { family, date } = run.name;
  return restartOnce(deps, place, { ...run, key: restartKey(run.name, run.runId), event: { date, family } }, signal);
}

interface RestartOf extends SilentRun {
  /** Of the claim. */
  readonly key: string;
  readonly event: object;
}

/** What of a run it is, the key says. */
export async function restartOnce(
  deps: WatchDeps,
  place: FunctionName,
  { name, runId, savedAt, key, event }: RestartOf,
  signal: AbortSignal,
): Promise<Restarted> {
  const at = Math.round(deps.clock.now());
  const restart: Restart = {
    schema: "job-audit/restart/v1",
    family: name.family,
    night: name.date,
    runId,
    savedAt: isoInstantOrNull(savedAt),
    at: isoInstant(at),
    by: deps.nameRun(),
  };
  const claim = await deps.store.claim(key, toDocument(restart), signal);
  if (!claim.won) return { at: restartTime(claim.winner), own: false, failure: null };
  try {
    await deps.functions.start(place, event, signal);
    return { at, own: true, failure: null };
  } catch (error) {
    signal.throwIfAborted();
    if (!isAuditError(error)) throw error;
    return { at, own: true, failure: { error, message: error.message } };
  }
}
