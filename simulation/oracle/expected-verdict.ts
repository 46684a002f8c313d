/** What is wrong with a job as it was told at one instant: the design's table of verdicts, written a second time. */

import type { PlannedSettings } from "../planned-settings.ts";
import { durationMs } from "../planned-settings.ts";
import { isEnded, type TrueJob, toldAt } from "./truth.ts";

export interface VerdictOptions {
  readonly asOf: number;
  readonly thresholds: ExpectedThresholds;
  readonly queuePaused: boolean;
}

/** Milliseconds. */
export interface ExpectedThresholds {
  readonly wait: number;
  readonly run: number;
}

export function configuredThresholds({ stuck }: PlannedSettings, queueId: string): ExpectedThresholds {
  const { queuedAfter, runningAfter } = { ...stuck, ...stuck.queues[queueId] };
  return { wait: durationMs(queuedAfter), run: durationMs(runningAfter) };
}

export function expectedVerdict(job: TrueJob, at: number, options: VerdictOptions): string | null {
  const { state, startedAt } = toldAt(job, at);
  if (state === "Failed") return "failed";
  if (state === "Success") return job.job.kind?.startsWith("hidden-failure") ? "hidden-failure" : null;
  if (isEnded(state)) return null;
  if (state === "Pause") return "held";
  const { asOf, thresholds, queuePaused } = options;
  if (state === "Submitted") {
    if (queuePaused) return "held";
    return asOf - job.job.createdAt > thresholds.wait ? "stuck.queued" : null;
  }
  if (state !== "Running") return "unrecognised";
  return asOf - (startedAt ?? job.job.createdAt) > thresholds.run ? "stuck.running" : null;
}
