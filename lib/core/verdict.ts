/** Verdicts: what the audit makes of one job, judged at one instant. */

import { formatDuration } from "./duration.ts";
import { isKnownState, type Job } from "./job.ts";

export const verdicts = [
  "failed",
  "stuck.queued",
  "stuck.running",
  "held",
  "vanished",
  "hidden-failure",
  "unrecognised",
] as const;
export type VerdictName = (typeof verdicts)[number];

export interface Verdict {
  readonly name: VerdictName;
  /** Why, in words that do not depend on when one looks. */
  readonly reason: string;
}

export interface Judgement {
  /** The instant the night is judged at, epoch milliseconds. */
  readonly asOf: number;
  readonly queuedAfterMs: number;
  readonly runningAfterMs: number;
  readonly queuePaused: boolean;
}

/** Never `vanished`: only a look-up can tell that. Null for a job that needs nobody's attention: ended well, cancelled, or not yet overdue. */
export function classify(job: Job, judgement: Judgement): Verdict | null {
  if (!isKnownState(job.state)) return { name: "unrecognised", reason: `unknown state ${JSON.stringify(job.state)}` };
  switch (job.state) {
    case "Failed":
      return { name: "failed", reason: job.code === "" ? "failed without a code" : `failed with ${job.code}` };
    case "Success":
      return hiddenFailure(job);
    case "Cancel":
      return null;
    case "Pause":
      return { name: "held", reason: "paused" };
    case "Submitted":
      return queued(job, judgement);
    case "Running":
      return running(job, judgement);
  }
}

function hiddenFailure(job: Job): Verdict | null {
  const [first] = job.innerFailures;
  return first === undefined ? null : { name: "hidden-failure", reason: `succeeded, but ${first.path} failed` };
}

function queued(job: Job, { asOf, queuedAfterMs, queuePaused }: Judgement): Verdict | null {
  if (queuePaused) return { name: "held", reason: "waits in a paused queue" };
  if (asOf - job.createdAt <= queuedAfterMs) return null;
  return { name: "stuck.queued", reason: `waits for longer than ${formatDuration(queuedAfterMs)}` };
}

function running(job: Job, { asOf, runningAfterMs }: Judgement): Verdict | null {
  if (asOf - (job.startedAt ?? job.createdAt) <= runningAfterMs) return null;
  return { name: "stuck.running", reason: `runs for longer than ${formatDuration(runningAfterMs)}` };
}
