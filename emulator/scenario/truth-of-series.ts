/**
 * The truth about each morning of a series, computed from the histories alone: what its audit must find and what its
 * diff must tell, when all nights before it were audited, each when its own clock stood at `now`.
 *
 * Shares no code with the audit, so that a mistake in one is not repeated in the other.
 */

import type { World } from "../world.ts";
import type { NightTruth, TruthGroup, TruthQueue } from "./night-truth.ts";
import { tallyStates } from "./observe.ts";
import { type SeenNight, seeNight } from "./seen-night.ts";
import type { Series } from "./series.ts";
import type { Finding } from "./truth.ts";
import { truthOfGroups } from "./truth-groups.ts";
import { truthOfIncidents } from "./truth-incidents.ts";
import { type FailingNight, truthOfInputs } from "./truth-inputs.ts";
import { type ScopedAmendment, type SeenAgain, seeAgain } from "./truth-open-jobs.ts";
import { truthOfQueues } from "./truth-queues.ts";

/** One for each night, in order. */
export function truthOfSeries(series: Series, world: World): readonly NightTruth[] {
  const seen = series.nights.map(({ scenario }) => seeNight(scenario, world));
  const again = seeAgain(seen);
  const mornings = seen.map((night, index) => ({ night, again: again[index] ?? nothingSeen }));
  const incidents = truthOfIncidents(series, world);
  return mornings.map((morning, index) => ({
    ...truthOfNight(morning, mornings.slice(0, index).reverse()),
    incidents: incidents[index] ?? null,
  }));
}

const nothingSeen: SeenAgain = { carried: [], hanging: [], amendments: [], failedLate: [] };

interface Morning {
  readonly night: SeenNight;
  readonly again: SeenAgain;
}

/** `before`: the newest first. */
function truthOfNight(morning: Morning, before: readonly Morning[]): Omit<NightTruth, "incidents"> {
  const { night, again } = morning;
  const { carried, amendments } = again;
  const earlier = before.map((each) => each.night);
  const groups = truthOfGroups(night, earlier, again.hanging);
  const queues = truthOfQueues(night, earlier[0]);
  return {
    night: night.night,
    jobs: night.jobs.length,
    states: tallyStates(night.jobs.map(({ state }) => state)),
    findings: findingsOf(night),
    carried,
    amendments: amendments.map(({ scope, ...amendment }) => amendment),
    groups,
    ...truthOfInputs(failingOf(morning), before.map(failingOf)),
    queues,
    worse: worseGroups(groups) + worseOutcomes(amendments) + worseQueues(queues) + lostScopes(queues, night.tags),
  };
}

function failingOf({ night, again }: Morning): FailingNight {
  return { night, late: again.failedLate };
}

function findingsOf({ jobs }: SeenNight): readonly Finding[] {
  return jobs
    .flatMap(({ job, verdict }) => (verdict === null ? [] : [{ jobId: job.jobId, verdict }]))
    .sort((one, other) => (one.jobId < other.jobId ? -1 : 1));
}

/** What is new in a scope's first night is not worse than anything; held jobs are somebody's decision. */
function worseGroups(groups: readonly TruthGroup[]): number {
  return groups.filter(
    ({ kind, state, before }) => kind !== "held" && before !== null && (state === "new" || state === "regressed"),
  ).length;
}

/** One line for each scope and outcome. */
function worseOutcomes(amendments: readonly ScopedAmendment[]): number {
  const outcomes = ["failed", "vanished", "hidden-failure"];
  const worse = amendments.filter(({ verdict }) => outcomes.includes(verdict ?? ""));
  return new Set(worse.map(({ scope, verdict }) => JSON.stringify([scope, verdict]))).size;
}

function worseQueues(queues: readonly TruthQueue[]): number {
  return queues.filter(({ change }) => ["paused", "callback-off", "gone"].includes(change)).length;
}

/** Each scope of a queue that is gone could be read the night before, and cannot be now. */
function lostScopes(queues: readonly TruthQueue[], tags: number): number {
  return queues.filter(({ change }) => change === "gone").length * tags;
}
