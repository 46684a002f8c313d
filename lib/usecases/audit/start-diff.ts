/** Has the diff of a committed night made: by the function that is there for it, or here. */

import type { NightName } from "../../core/key.ts";
import type { FunctionName, Functions } from "../../ports/functions.ts";
import { type DiffDeps, type DiffResult, diffNight, historyNights } from "../diff/diff-night.ts";

export interface StartDiffDeps extends Omit<DiffDeps, "output"> {
  /** Null: diffs are made here. */
  readonly diffFunction: FunctionName | null;
  readonly functions: Functions;
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
  const { store, diffFunction, functions } = deps;
  if (diffFunction !== null) {
    await functions.start(diffFunction, { date: name.date, family: name.family }, signal);
    return "started";
  }
  const made = await diffNight({ ...deps, output: store }, { name, historyNights, baseline: null }, signal);
  if (made !== null) await deps.onDiffed?.(name, made);
  return made?.already === false ? "made" : "kept";
}
