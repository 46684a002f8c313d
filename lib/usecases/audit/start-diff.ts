/** Has the diff of a committed night made: by the function that is there for it, or here. */

import type { NightName } from "../../core/key.ts";
import type { FunctionName, Functions } from "../../ports/functions.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { diffNight, historyNights } from "../diff/diff-night.ts";
import type { Producer } from "./audit-request.ts";

export interface StartDiffDeps {
  readonly store: ReportStore;
  readonly producer: Producer;
  /** Null: diffs are made here. */
  readonly diffFunction: FunctionName | null;
  readonly functions: Functions;
}

/** `kept`: it was there already, from the same nights. */
export type DiffStart = "started" | "made" | "kept";

/**
 * Diffing twice is diffing once, wherever it happens: a diff that was started, and is not there yet when the next run
 * looks, may be started again.
 */
export async function startDiff(deps: StartDiffDeps, name: NightName, signal: AbortSignal): Promise<DiffStart> {
  const { store, producer, diffFunction, functions } = deps;
  if (diffFunction !== null) {
    await functions.start(diffFunction, { date: name.date, family: name.family }, signal);
    return "started";
  }
  const made = await diffNight({ store, output: store, producer }, { name, historyNights, baseline: null }, signal);
  return made?.already === false ? "made" : "kept";
}
