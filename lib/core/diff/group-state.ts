/**
 * What became of a group since the baseline, in SARIF's words.
 *
 * Presence is certain wherever a job was seen; absence only where the scope was read whole. So a hole on either side
 * makes an absence `unknown`, and nothing is called fixed in that scope. Nor is a kind of trouble gone while jobs of
 * earlier nights are stuck with it still.
 */

import type { BaselineState, Coverage } from "../schema/regression.ts";
import type { VerdictName } from "../verdict.ts";

export interface GroupPresence {
  /** Jobs of the group in the night; null: none was seen. */
  readonly jobs: number | null;
  readonly coverage: Coverage;
}

/** Open jobs of earlier nights that the night lists again with the group's fingerprint. */
export interface HangingJobs {
  readonly jobs: number;
  /** Those of them that could not be seen again. */
  readonly unseen: number;
}

export interface GroupHistory {
  readonly now: GroupPresence;
  readonly hanging: HangingJobs | null;
  /** Newest first. */
  readonly earlier: readonly GroupPresence[];
  /** Where the baseline stands in `earlier`; null: there is none. */
  readonly baseline: number | null;
}

/** Complete nights without a group that make its coming back a regression. */
const absencesToRegress = 3;

/** A group that came and went so often in the last nights comes and goes: to say so once is enough. */
const [changesToFlap, nightsToFlap] = [4, 20];

/** Null for a group that neither the night nor the baseline has. */
export function groupState({ now, hanging, earlier, baseline }: GroupHistory): BaselineState | null {
  const fromBaseline = baseline === null ? [] : earlier.slice(baseline);
  const [before] = fromBaseline;
  if (now.jobs === null) {
    if (before?.jobs == null) return null;
    return hanging === null ? absentOrUnknown(now, before) : hangingState(hanging, before.jobs);
  }
  if (before === undefined) return wasLookedAt(earlier) ? "unknown" : "new";
  if (before.jobs !== null) return before.jobs === now.jobs ? "unchanged" : "updated";
  if (before.coverage !== "complete") return "unknown";
  return cameBack(fromBaseline) ? "regressed" : "new";
}

/**
 * A group of a scope's first night is new, but there is nothing that it could be worse than. Held jobs are somebody's
 * decision, which the queue's own line tells.
 */
export function isWorseGroup(state: BaselineState, baseline: number | null, verdict: VerdictName): boolean {
  return verdict !== "held" && (state === "regressed" || (state === "new" && baseline !== null));
}

/** Only nights tell that were read whole: in others it may have been missed. */
export function isFlapping({ now, hanging, earlier }: GroupHistory): boolean {
  const isHere = now.jobs !== null || hanging !== null;
  const nights = [{ ...now, isHere }, ...earlier.map((each) => ({ ...each, isHere: each.jobs !== null }))]
    .filter(({ coverage }) => coverage === "complete")
    .slice(0, nightsToFlap);
  const changes = nights.slice(1).filter((night, index) => night.isHere !== nights[index]?.isHere);
  return changes.length >= changesToFlap;
}

function hangingState({ jobs, unseen }: HangingJobs, before: number): BaselineState {
  if (unseen > 0) return "unknown";
  return jobs === before ? "unchanged" : "updated";
}

function absentOrUnknown(now: GroupPresence, before: GroupPresence): BaselineState {
  return now.coverage === "complete" && before.coverage === "complete" ? "absent" : "unknown";
}

function wasLookedAt(earlier: readonly GroupPresence[]): boolean {
  return earlier.some(({ coverage }) => coverage !== "not-audited");
}

/** Whether the newest night that has it lies behind enough complete nights that have not. */
function cameBack(fromBaseline: readonly GroupPresence[]): boolean {
  let absences = 0;
  for (const { jobs, coverage } of fromBaseline) {
    if (jobs !== null) return absences >= absencesToRegress;
    if (coverage === "complete") absences += 1;
  }
  return false;
}
