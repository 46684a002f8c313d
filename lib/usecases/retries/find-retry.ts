/**
 * Looks for the job that did a job's work since: the same input and operation, created later, and succeeded.
 *
 * The list is asked for the input's object alone. Whether the service heeds that, and what else the jobs did, is seen from the jobs.
 */

import { isoInstantOrNull } from "../../core/instant.ts";
import type { Job } from "../../core/job.ts";
import { workKey } from "../../core/job-identity.ts";
import { compareText } from "../../core/order.ts";
import { redactWork } from "../../core/recovery-row.ts";
import type { Amendment, Carried } from "../../core/schema/carried.ts";
import type { Scope } from "../../core/scope.ts";
import { secondMs, secondOf } from "../../core/window.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";

export type Retried = NonNullable<Carried["retriedBy"]>;

export interface RetryDeps {
  readonly ci: Pick<CloudInfinite, "listJobs">;
  /** Of jobs that were created later nothing is told: by when one looks, there may be more of them. */
  readonly asOf: number;
}

/** The most that a page may have: an object has few jobs, and one call tells of them all. */
const pageSize = 100;
/** Of one look-up, where pages are not full, or the service does not heed what it is asked for. */
const mostPages = 5;

export interface Sought {
  /** The first one that was created, of those that were listed; null: none was. */
  readonly retried: Retried | null;
  /** Whether the list was read to its end. */
  readonly whole: boolean;
}

export interface DoneWork {
  readonly scope: Scope;
  /** What is told of the job. */
  readonly row: Carried | Amendment;
  /** Of its input. */
  readonly object: string;
}

/** In the job's own queue, which is what one list tells of. */
export async function findRetry(
  { ci, asOf }: RetryDeps,
  { scope, row, object }: DoneWork,
  signal: AbortSignal,
): Promise<Sought> {
  // Whether the service counts the ends in is not known.
  const createdFrom = secondOf(Date.parse(row.createdAt)) - secondMs;
  const span = { createdFrom, createdTo: secondOf(asOf), order: "Asc", size: pageSize } as const;
  const found: Job[] = [];
  let token: string | null = null;
  let whole = false;
  for (let page = 0; page < mostPages && !whole; page += 1) {
    const request = { scope, ...span, token, inputObject: object };
    const { jobs, nextToken } = await ci.listJobs(request, signal);
    found.push(...jobs.filter((job) => job.createdAt < span.createdTo && isRetry(scope, row, job)));
    whole = nextToken === null;
    if (nextToken === token) break;
    token = nextToken;
  }
  const [first] = found.sort((a, b) => a.createdAt - b.createdAt || compareText(a.id, b.id));
  return { retried: first === undefined ? null : retriedBy(first), whole };
}

function retriedBy({ id, endedAt }: Job): Retried {
  return { jobId: id, endedAt: isoInstantOrNull(endedAt) };
}

/** Redacted, since that is how rows tell of work. */
function isRetry(scope: Scope, row: Carried | Amendment, job: Job): boolean {
  if (job.state !== "Success" || job.innerFailures.length > 0) return false;
  if (job.id === row.jobId || job.createdAt < Date.parse(row.createdAt)) return false;
  return workKey(scope, redactWork(job)) === workKey(row, row);
}
