/**
 * Reads a window from its end to its beginning: the other order than the audit's, and by a way of its own, so that a
 * fault of the one is not a fault of the other.
 *
 * Ids of the whole window are kept, so that a job counts once wherever the service repeats it.
 */

import { ServiceError } from "../../core/errors.ts";
import { holeFrom } from "../../core/failure-cause.ts";
import type { Hole } from "../../core/hole.ts";
import type { Job } from "../../core/job.ts";
import type { Scope } from "../../core/scope.ts";
import { isInside, secondMs, secondOf, type Window } from "../../core/window.ts";
import type { CloudInfinite, JobPage } from "../../ports/cloud-infinite.ts";
import { isRefusedToken } from "../walk/chain.ts";
import { isForeign } from "../walk/window-walk.ts";

export interface DescentLimits {
  /** 1 to 100. */
  readonly pageSize: number;
  readonly maxPages: number;
  /** Pages in a row without a new job. */
  readonly maxIdlePages: number;
  /** Ids in memory. */
  readonly maxIds: number;
}

/** An hour of jobs in one scope is rarely more than 100,000; an id takes some 100 bytes. */
export const defaultDescentLimits = { maxPages: 10_000, maxIdlePages: 100, maxIds: 250_000 };

export interface Descent {
  readonly ids: ReadonlySet<string>;
  readonly pages: number;
  /** Why it was not read to its beginning; null when it was. */
  readonly failure: Pick<Hole, "cause" | "detail"> | null;
}

export interface DescentRequest {
  readonly scope: Scope;
  readonly window: Window;
  readonly limits: DescentLimits;
}

interface Progress {
  readonly ids: Set<string>;
  pages: number;
  idlePages: number;
  /** Creation time of the last job on the wire. */
  lastTime: number;
  ordered: boolean;
}

type ChainEnd = { readonly kind: "no-token" } | { readonly kind: "lost" | "failed"; readonly failure: Failure };
type Failure = NonNullable<Descent["failure"]>;

/** Throws what is no answer of the service: an abort or a defect. */
export async function descend(ci: CloudInfinite, request: DescentRequest, signal: AbortSignal): Promise<Descent> {
  const { from, to } = request.window;
  const progress: Progress = { ids: new Set(), pages: 0, idlePages: 0, lastTime: to, ordered: true };
  for (let top = to; ; ) {
    const known = progress.ids.size;
    const end = await readChain(ci, { ...request, window: { from, to: top } }, progress, signal);
    const { ids, pages, ordered } = progress;
    if (end.kind === "no-token") return { ids, pages, failure: null };
    // From the last second seen it goes on; what lies above it was read, if the order can be trusted.
    const next = Math.min(secondOf(progress.lastTime) + secondMs, top);
    if (end.kind === "failed" || !ordered || ids.size === known) return { ids, pages, failure: end.failure };
    top = next;
  }
}

async function readChain(
  ci: CloudInfinite,
  request: DescentRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<ChainEnd> {
  const tokens = new Set<string>();
  progress.lastTime = Number.POSITIVE_INFINITY;
  for (let token: string | null = null; ; ) {
    const answer = await ask(ci, request, token, signal);
    if (!("page" in answer)) return answer;
    takePage(request, progress, answer.page);
    token = answer.page.nextToken;
    if (token === null) return { kind: "no-token" };
    if (tokens.has(token)) return lost("the service gave the same token twice");
    tokens.add(token);
    const bound = whichBound(request.limits, progress);
    if (bound !== null) return { kind: "failed", failure: { cause: "token-loop", detail: bound } };
  }
}

/** As far on both sides as an audit asks: whether the service counts its bounds in is not known. */
async function ask(
  ci: CloudInfinite,
  { scope, window, limits }: DescentRequest,
  token: string | null,
  signal: AbortSignal,
): Promise<{ readonly page: JobPage } | ChainEnd> {
  const bounds = { createdFrom: window.from - secondMs, createdTo: window.to };
  try {
    return { page: await ci.listJobs({ scope, ...bounds, order: "Desc", size: limits.pageSize, token }, signal) };
  } catch (error) {
    signal.throwIfAborted();
    const { cause, detail } = holeFrom(error, window);
    const refused = token !== null && error instanceof ServiceError && isRefusedToken(error);
    return refused
      ? lost(`the service refused its own token: ${detail}`)
      : { kind: "failed", failure: { cause, detail } };
  }
}

function lost(detail: string): ChainEnd {
  return { kind: "lost", failure: { cause: "token-loop", detail } };
}

function takePage({ scope, window }: DescentRequest, progress: Progress, page: JobPage): void {
  const known = progress.ids.size;
  for (const job of page.jobs)
    takeJob(progress, { isAsked: !isForeign(scope, job) && isInside(job.createdAt, window), job });
  progress.pages += 1;
  progress.idlePages = progress.ids.size > known ? 0 : progress.idlePages + 1;
}

function takeJob(progress: Progress, { job, isAsked }: { readonly job: Job; readonly isAsked: boolean }): void {
  if (job.createdAt > progress.lastTime) progress.ordered = false;
  progress.lastTime = job.createdAt;
  if (isAsked) progress.ids.add(job.id);
}

function whichBound({ maxPages, maxIdlePages, maxIds }: DescentLimits, progress: Progress): string | null {
  if (progress.pages >= maxPages) return `no end after ${maxPages} pages`;
  if (progress.idlePages >= maxIdlePages) return `${maxIdlePages} pages in a row brought no new job`;
  return progress.ids.size > maxIds ? `more than ${maxIds} jobs in one window` : null;
}
