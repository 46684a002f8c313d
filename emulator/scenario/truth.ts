/**
 * The truth about a night: what an audit of it must find, computed from the histories alone.
 *
 * Shares no code with the audit, so that a mistake in one is not repeated in the other.
 */

import type { VerdictName } from "../../lib/core/verdict.ts";
import type { World } from "../world.ts";
import { nightTimes } from "./night-times.ts";
import { type Judgement, type ObservedJob, stateOf, tallyStates, verdictOf } from "./observe.ts";
import type { Scenario } from "./scenario.ts";

export interface Finding {
  readonly jobId: string;
  readonly verdict: VerdictName;
}

export interface Truth {
  /** Jobs created in the night, whatever became of them. */
  readonly jobs: number;
  /** How many of them the service tells in each state when the emulator's clock stands; states in order of their names. */
  readonly states: Readonly<Record<string, number>>;
  /** In order of job ids. */
  readonly findings: readonly Finding[];
}

export function truthOf(scenario: Scenario, world: World): Truth {
  const judgement = { ...nightTimes(scenario), ...scenario.stuck };
  const night = jobsOf(world).filter(({ job }) => job.createdAt >= judgement.from && job.createdAt < judgement.to);
  return {
    jobs: night.length,
    states: tallyStates(night.map((observed) => stateOf(observed, judgement.now))),
    findings: night.flatMap((observed) => judge(observed, judgement)).sort(byJobId),
  };
}

function jobsOf(world: World): readonly ObservedJob[] {
  const queues = world.buckets.flatMap((bucket) => bucket.queues);
  return queues.flatMap((queue) => queue.jobs.map((job) => ({ job, queue })));
}

function judge(observed: ObservedJob, judgement: Judgement): readonly Finding[] {
  const verdict = verdictOf(observed.job, stateOf(observed, judgement.asOf), judgement);
  return verdict === null ? [] : [{ jobId: observed.job.jobId, verdict }];
}

function byJobId(one: Finding, other: Finding): number {
  return one.jobId < other.jobId ? -1 : 1;
}
