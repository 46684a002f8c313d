/**
 * What the next revision tells of a recorded scope: of windows that were read better what is known now, of all others,
 * and of every job that has a row, what was recorded. A scope in which nothing was read better keeps its files.
 */

import type { Hole } from "../../core/hole.ts";
import { mergeHoles } from "../../core/hole.ts";
import { holeRow } from "../../core/rows.ts";
import type { JudgedScope } from "../audit/judge-readings.ts";
import type { ScopeReport } from "../audit/write-report.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import { type MergeDeps, mergeScope } from "./merge-scope.ts";
import type { NightRows } from "./night-rows.ts";
import type { ReadAgainNight } from "./read-again.ts";
import type { HoleRow, RecordedScope } from "./recorded-night.ts";
import { toLines } from "./row-streams.ts";
import { chooseWindows, isOfWalk, type WindowChoice } from "./window-choice.ts";
import type { TakenWindow } from "./window-sum.ts";

export interface RepairedScope {
  readonly origin: PlannedScope["origin"];
  readonly report: ScopeReport;
  readonly holes: readonly HoleRow[];
  /** Whether more is known of it than before. */
  readonly better: boolean;
}

export interface ScopeRepair {
  readonly recorded: RecordedScope;
  readonly origin: PlannedScope["origin"];
  /** Null when nothing of it was read again. */
  readonly now: JudgedScope | null;
  /** What the service cannot be shown to remember now. */
  readonly unproven: readonly Hole[];
  /** Whether what was recorded was read in time, as settings have it now. */
  readonly inTime: boolean;
  readonly recordedIn: ReadAgainNight["recordedIn"];
}

export async function repairScope(
  deps: MergeDeps,
  { recorded, origin, now, unproven, inTime, recordedIn }: ScopeRepair,
  signal: AbortSignal,
): Promise<RepairedScope> {
  const { scope } = recorded;
  const [lost = null] = unproven.map((hole) => holeRow({ ...scope, ...hole }));
  const stillForgotten = lost !== null && !inTime;
  const read = {
    readings: now?.reading.windows ?? [],
    forgotten: lost,
    recordedIn: (window: WindowChoice["window"]) => recordedIn(scope, window)?.jobs ?? 0,
  };
  const choices = chooseWindows(recorded, read, stillForgotten);
  const taken = choices.flatMap(({ window, taken }): TakenWindow[] =>
    taken === null ? [] : [{ window, taken, recorded: recordedIn(scope, window) }],
  );
  if (taken.length === 0) {
    const holes = stillForgotten ? recorded.holes : recorded.holes.filter(isOfWalk);
    const better = holes.length < recorded.holes.length;
    return { origin, report: keptReport(deps.rows, recorded, holes), holes, better };
  }
  const holes = mergeHoles([
    ...choices.flatMap((choice) => choice.holes),
    ...choices.flatMap(({ forgotten }) => forgotten),
  ]);
  return { origin, report: await mergeScope(deps, { recorded, taken, holes }, signal), holes, better: true };
}

function keptReport(rows: NightRows, recorded: RecordedScope, holes: readonly HoleRow[]): ScopeReport {
  const { scope, summary, findings, open } = recorded;
  return {
    summary: { ...summary, complete: holes.length === 0 },
    findings: { files: findings },
    open: { files: open },
    groups: toLines(rows.groups.of(scope)),
    recoveries: toLines(rows.recoveries.of(scope)),
    ledger: toLines(rows.ledger.of(scope)),
  };
}
