/**
 * The truth about a night: what an audit of it must find, computed from the histories alone.
 *
 * Shares no code with the audit, so that a mistake in one is not repeated in the other.
 */

import type { VerdictName } from "../../lib/core/verdict.ts";
import type { EmulatedJob, World } from "../world.ts";
import { type NightTimes, nightTimes } from "./night-times.ts";
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

interface Judgement extends NightTimes {
  readonly queuedAfter: number;
  readonly runningAfter: number;
}

interface Observed {
  readonly job: EmulatedJob;
  readonly paused: boolean;
}

export function truthOf(scenario: Scenario, world: World): Truth {
  const judgement = { ...nightTimes(scenario), ...scenario.stuck };
  const night = jobsOf(world).filter(({ job }) => job.createdAt >= judgement.from && job.createdAt < judgement.to);
  return {
    jobs: night.length,
    states: tally(night.map((observed) => stateAt(observed, judgement.now))),
    findings: night.flatMap((observed) => judge(observed, judgement)).sort(byJobId),
  };
}

function jobsOf(world: World): readonly Observed[] {
  const queues = world.buckets.flatMap((bucket) => bucket.queues);
  return queues.flatMap(({ jobs, state }) => jobs.map((job) => ({ job, paused: state === "Paused" })));
}

/** As the service words it. */
function stateAt({ job, paused }: Observed, instant: number): string {
  if (job.endedAt !== null && instant >= job.endedAt) return job.outcome;
  if (job.startedAt === null || instant < job.startedAt) return paused ? "Pause" : "Submitted";
  return job.endedAt === null ? job.outcome : "Running";
}

function judge(observed: Observed, judgement: Judgement): readonly Finding[] {
  const verdict = verdictOf(observed.job, stateAt(observed, judgement.asOf), judgement);
  return verdict === null ? [] : [{ jobId: observed.job.jobId, verdict }];
}

function verdictOf(job: EmulatedJob, state: string, judgement: Judgement): VerdictName | null {
  const { asOf, queuedAfter, runningAfter } = judgement;
  switch (state) {
    case "Failed":
      return "failed";
    case "Submitted":
      return asOf - job.createdAt > queuedAfter ? "stuck.queued" : null;
    case "Running":
      return asOf - (job.startedAt ?? job.createdAt) > runningAfter ? "stuck.running" : null;
    case "Pause":
      return "held";
    case "Success":
      return failedInside(job.operationXml ?? "") ? "hidden-failure" : null;
    case "Cancel":
      return null;
    default:
      return "unrecognised";
  }
}

/** A result inside says so by its State, or, where it has none, by its Code. */
function failedInside(operationXml: string): boolean {
  return /<State>Failed<|<Code>(?!Success<)/.test(operationXml);
}

function tally(states: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const state of [...states].sort()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function byJobId(one: Finding, other: Finding): number {
  return one.jobId < other.jobId ? -1 : 1;
}
