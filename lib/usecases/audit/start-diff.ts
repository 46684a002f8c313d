/** Has the diff of a committed night made: by the function that is there for it, or here. */

import type { NightName } from "../../core/key.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Events } from "../../ports/events.ts";
import type { FunctionName, Functions } from "../../ports/functions.ts";
import { type DiffDeps, type DiffResult, historyNights } from "../diff/diff-night.ts";
import { makeDiff } from "../diff/make-diff.ts";

export interface StartDiffDeps extends Omit<DiffDeps, "output"> {
  /** Null: diffs are made here. */
  readonly diffFunction: FunctionName | null;
  readonly functions: Functions;
  readonly clock: Clock;
  readonly events?: Events;
  /** Called behind each diff that is made here, or was there: people may not have been told of it. */
  onDiffed?(name: NightName, diff: DiffResult): Promise<void>;
}

/** `kept`: it was there already, from the same nights. */
export type DiffStart = "started" | "made" | "kept";

/**
 * Diffing twice is diffing once, wherever it happens: a diff that was started, and is not there yet when the next run
 * looks, may be started again.
 */
export async function startDiff(deps: StartDiffDeps, name: NightName, signal: AbortSignal): Promise<DiffStart> {
  const { store, diffFunction, functions, events } = deps;
  if (diffFunction !== null) {
    const { family, date: night } = name;
    const { requestId } = await functions.start(diffFunction, { date: night, family }, signal);
    const started = { diffFunction: diffFunction.function, serviceRequestId: requestId };
    events?.tell({ event: "diff-started", family, night, ...started });
    return "started";
  }
  const made = await makeDiff({ ...deps, output: store }, { name, historyNights, baseline: null }, signal);
  if (made !== null) await deps.onDiffed?.(name, made);
  return made?.already === false ? "made" : "kept";
}
