/**
 * What an audit must make of one job at one instant, from its history alone.
 *
 * Shares no code with the audit, so that a mistake in one is not repeated in the other.
 */

import type { VerdictName } from "../../lib/core/verdict.ts";
import { settingsAt } from "../ci/queue-at.ts";
import type { EmulatedJob, EmulatedQueue } from "../world.ts";

export interface ObservedJob {
  readonly job: EmulatedJob;
  readonly queue: EmulatedQueue;
}

export interface Judgement {
  readonly asOf: number;
  readonly queuedAfter: number;
  readonly runningAfter: number;
}

/** As the service words it. */
export function stateOf({ job, queue }: ObservedJob, instant: number): string {
  if (job.endedAt !== null && instant >= job.endedAt) return job.outcome;
  if (job.startedAt === null || instant < job.startedAt) {
    return settingsAt(queue, instant).state === "Paused" ? "Pause" : "Submitted";
  }
  return job.endedAt === null ? job.outcome : "Running";
}

/** Of a job that was in this state when it was seen. */
export function verdictOf(job: EmulatedJob, state: string, judgement: Judgement): VerdictName | null {
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

export function tallyStates(states: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const state of [...states].sort()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** A result inside says so by its State, or, where it has none, by its Code. */
function failedInside(operationXml: string): boolean {
  return /<State>Failed<|<Code>(?!Success<)/.test(operationXml);
}
