/** A group's line: what became of it, and in which nights it was seen. */

import type { Group } from "../schema/group.ts";
import type { Coverage, GroupChange } from "../schema/regression.ts";
import { type ComparedScope, ofBaseline } from "./compared-scopes.ts";
import { groupState, type HangingJobs, isFlapping, isWorseGroup } from "./group-state.ts";

export interface GroupSightings {
  /** The group in the night that is compared; null: it is not there. */
  readonly now: Group | null;
  readonly hanging: HangingJobs | null;
  /** In each night of the history, newest first. */
  readonly earlier: readonly (Group | null)[];
  /** Whether the baseline of its scope has a group of its verdict and code. */
  isCodeKnown(group: Group): boolean;
}

export interface NightNames {
  readonly night: string;
  /** Newest first. */
  readonly history: readonly string[];
}

/** Null where there is nothing to say: the group is in neither the night nor its scope's baseline. */
export function groupChange(
  compared: ComparedScope,
  { now, hanging, earlier, isCodeKnown }: GroupSightings,
  names: NightNames,
): GroupChange | null {
  const { scope, coverage, baseline } = compared;
  const presences = compared.earlier.map((each, index) => ({ jobs: earlier[index]?.jobs ?? null, coverage: each }));
  const past = { now: { jobs: now?.jobs ?? null, coverage }, hanging, earlier: presences, baseline };
  const state = groupState(past);
  const before = ofBaseline(earlier, baseline);
  const told = now ?? before;
  // Stryker disable next-line ConditionalExpression,LogicalOperator: both are null, or neither.
  if (state === null || told === null) return null;
  return {
    schema: "job-audit/regression/v1",
    kind: "group",
    ...scope,
    fingerprint: told.fingerprint,
    worse: isWorseGroup(state, baseline, told.verdict),
    baselineState: state,
    baseline: ofBaseline(names.history, baseline),
    verdict: told.verdict,
    code: told.code,
    message: told.message,
    operation: told.operation,
    before: countOf(before, ofBaseline(compared.earlier, baseline)),
    after: now === null && hanging !== null ? seenOf(hanging) : countOf(now, coverage),
    ...seen(now !== null || hanging !== null, earlier, names),
    knownCode: isCodeKnown(told),
    flapping: isFlapping(past),
    // Rows that were written before there was the column lack it.
    overGrouped: told.overGrouped === true,
    samples: told.samples,
  };
}

/** None were seen: that is 0 only where all was seen. */
function countOf(group: Group | null, coverage: Coverage | null): number | null {
  return group?.jobs ?? (coverage === "complete" ? 0 : null);
}

function seenOf({ jobs, unseen }: HangingJobs): number | null {
  return unseen > 0 ? null : jobs;
}

/** A baseline that was chosen by hand may be any night: dates decide, not places. */
function seen(
  isHere: boolean,
  earlier: readonly (Group | null)[],
  { night, history }: NightNames,
): Pick<GroupChange, "firstSeen" | "lastSeen"> {
  const nights = history.filter((_, index) => earlier[index] != null);
  if (isHere) nights.push(night);
  nights.sort();
  return { firstSeen: nights[0] ?? night, lastSeen: nights.at(-1) ?? night };
}
