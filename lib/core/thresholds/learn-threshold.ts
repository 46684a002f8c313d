/**
 * The threshold of one scope and phase: what is set for its queue, else what is learned from durations, else what is
 * configured for all.
 *
 * Learned is what nearly all jobs of earlier nights needed, times a factor, and never below a floor. Where too few
 * durations are known, or too many jobs have not ended to tell, nothing is learned.
 */

import { formatDuration } from "../duration.ts";
import { timeText } from "../numbers-text.ts";
import type { ThresholdPhase, ThresholdRow } from "../schema/threshold.ts";
import type { Scope } from "../scope.ts";
import { type Lifetimes, observedIn } from "./lifetimes.ts";
import { survivalQuantile } from "./survival-quantile.ts";

/** How thresholds are learned. */
export interface Learning {
  /** Share of jobs that the threshold is learned from. */
  readonly quantile: number;
  readonly factor: number;
  readonly floorMs: number;
  /** Of fewer durations nothing is learned. */
  readonly minJobs: number;
  /** How many of the newest nights are learned from, at most. */
  readonly nights: number;
}

export interface ThresholdQuestion {
  readonly scope: Scope;
  readonly phase: ThresholdPhase;
  readonly learning: Learning;
  /** For all queues. */
  readonly configuredMs: number;
  /** For this queue; null where nothing is set. */
  readonly queueMs: number | null;
  readonly lifetimes: Lifetimes;
  /** Ascending. */
  readonly nights: readonly string[];
}

export function learnThreshold(question: ThresholdQuestion): ThresholdRow {
  const { scope, phase, learning, lifetimes, nights } = question;
  const { quantile, factor, floorMs, minJobs } = learning;
  const observed = observedIn(lifetimes);
  const events = sum(observed.map((each) => each.events));
  const quantileMs = events < minJobs ? null : survivalQuantile(observed, quantile);
  const { family, region, bucket, queueId, tag } = scope;
  return {
    schema: "job-audit/threshold/v1",
    ...{ family, region, bucket, queueId, tag },
    phase,
    ...choose(question, { quantileMs, events }),
    ...{ quantile, factor, floorMs, minJobs, quantileMs, events },
    censored: sum(observed.map((each) => each.censored)),
    nights: [...nights],
  };
}

const pastOf = { wait: "started", run: "ended" } as const satisfies Record<ThresholdPhase, string>;

type Choice = Pick<ThresholdRow, "usedMs" | "source" | "reason">;

function choose(
  { phase, learning, configuredMs, queueMs, nights }: ThresholdQuestion,
  { quantileMs, events }: Pick<ThresholdRow, "quantileMs" | "events">,
): Choice {
  const { quantile, factor, floorMs, minJobs } = learning;
  const share = `${Number((100 * quantile).toFixed(6))} %`;
  const past = pastOf[phase];
  if (queueMs !== null) return { usedMs: queueMs, source: "queue", reason: "set for this queue" };
  if (quantileMs === null) {
    const few = nights.length === 0 ? "it is complete in no night to learn from" : fewText(events, minJobs);
    const reason = events < minJobs ? few : `too many jobs had not ${past} to tell by when ${share} have`;
    return { usedMs: configuredMs, source: "configured", reason };
  }
  const learnedMs = wholeMinutes(factor * quantileMs);
  const reason = `${factor} times ${timeText(quantileMs)}, by when ${share} of jobs had ${past}`;
  if (learnedMs >= floorMs) return { usedMs: learnedMs, source: "learned", reason };
  return { usedMs: floorMs, source: "floor", reason: `${reason}, and no less than ${formatDuration(floorMs)}` };
}

function fewText(events: number, minJobs: number): string {
  return `only ${events} of the ${minJobs} durations that it takes`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}

const minuteMs = 60_000;

/** Up: bins are 2 % wide, and a threshold is told in the reason of each job that it makes stuck. */
function wholeMinutes(ms: number): number {
  return Math.ceil(ms / minuteMs) * minuteMs;
}
