/**
 * The sample: a scope with jobs, and the newest of them, which most questions are about.
 *
 * Of jobs a minute old and older, so that none is created between two questions.
 */

import type { Job } from "../../core/job.ts";
import type { Scope } from "../../core/scope.ts";
import { formatServiceTime } from "../../core/service-time.ts";
import { secondOf } from "../../core/window.ts";
import type { ListQuestion } from "../../ports/service-probe.ts";
import type { Inquiry } from "./inquiry.ts";

export interface Sample {
  readonly scope: Scope;
  /** The newest first, as the service lists them. */
  readonly jobs: readonly Job[];
  /** Whether there are more than these. */
  readonly more: boolean;
}

/** The most that one page holds by the documents. */
export const documentedSize = 100;
const restMs = 60_000;
const mostScopes = 10;

/** Of the first scopes the one with most jobs; null when none lists any. */
export async function takeSample(inquiry: Inquiry, scopes: readonly Scope[], now: number): Promise<Sample | null> {
  let best: Sample | null = null;
  for (const scope of scopes.slice(0, mostScopes)) {
    const reply = await inquiry.list(`the newest ${documentedSize} jobs of ${scope.queueId}, ${scope.tag}`, {
      ...spanOf(scope, 0, secondOf(now - restMs)),
      order: "Desc",
      size: documentedSize,
    });
    if (reply.outcome !== "answered" || reply.jobs.length === 0) continue;
    const sample = { scope, jobs: reply.jobs, more: reply.nextToken !== null };
    if (best === null || sample.jobs.length > best.jobs.length) best = sample;
    if (sample.more) return sample;
  }
  return best;
}

/** The first page of a span, oldest first, both ends as the audit writes them. */
export function spanOf(scope: Scope, from: number, to: number): ListQuestion {
  return {
    scope,
    list: "family",
    from: formatServiceTime(from),
    to: formatServiceTime(to),
    order: "Asc",
    size: documentedSize,
    token: null,
  };
}

/** The span that holds the sample whichever way ends are counted. */
export function spanAround({ scope, jobs }: Sample): ListQuestion {
  const times = jobs.map(({ createdAt }) => createdAt);
  return spanOf(scope, Math.min(...times) - 1000, Math.max(...times) + 1000);
}

/** The job whose second holds fewest others; of several the newest. */
export function lonelyJob({ jobs }: Sample): Job {
  const bySecond = new Map<number, Job[]>();
  for (const job of jobs) bySecond.set(job.createdAt, [...(bySecond.get(job.createdAt) ?? []), job]);
  const [fewest = []] = [...bySecond.values()].sort((a, b) => a.length - b.length);
  return fewest[0] as Job;
}
