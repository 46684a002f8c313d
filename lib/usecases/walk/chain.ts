/**
 * One token chain: pages of a span from the first to the one without a token.
 *
 * Only a missing token ends a chain. Short and empty pages do not, nor does a token that was given before: that one
 * leads in a circle, and the span is to be read anew from where the chain had come.
 */

import { ProtocolError, ServiceError } from "../../core/errors.ts";
import { holeCause } from "../../core/failure-cause.ts";
import type { Job } from "../../core/job.ts";
import { secondMs, secondOf, type Window } from "../../core/window.ts";
import type { JobPage } from "../../ports/cloud-infinite.ts";
import { densityOf } from "./reach.ts";
import { giveJobs, takeJob, type WalkDeps, type WindowWalk } from "./window-walk.ts";

export interface Chain {
  readonly span: Window;
  readonly size: number;
}

/**
 * Jobs behind a cut that are seen before the chain ends there, so that a list whose order is broken at the cut shows it:
 * one job may stand before another that is older. A choice.
 */
const jobsBehindCut = 10;

/**
 * `at` is the second of the last job seen, or the span's end when a job behind it was seen: everything before `at` has
 * been read.
 */
export type ChainEnd =
  | { readonly kind: "no-token" }
  /** The rest of the span is read by another, or counts for nothing. */
  | { readonly kind: "taken" }
  | { readonly kind: "broken-order" }
  | { readonly kind: "lost"; readonly at: number; readonly detail: string }
  | { readonly kind: "undecodable"; readonly at: number; readonly error: ProtocolError }
  | { readonly kind: "failed"; readonly at: number; readonly error: unknown };

interface Progress {
  at: number;
  /** Creation time of the last job on the wire, inside the span or not. */
  lastTime: number;
  /** In a row, without a job that this chain had not listed before. */
  idlePages: number;
  /** Jobs seen behind the end of the reach. */
  behind: number;
  /** Of the first job of `lastTime`; nearly every one is the only one. */
  firstId: string;
  /** Of all jobs of `lastTime`, once there are several. A new set each time: one that is cleared keeps its past. */
  ids: Set<string> | null;
  /** Where the next page begins. */
  token: string | null;
  /** Every token of this chain. */
  readonly tokens: Set<string>;
}

/** Throws only what is no answer of the service: an abort or a defect. */
export async function readChain(
  deps: WalkDeps,
  walk: WindowWalk,
  chain: Chain,
  signal: AbortSignal,
): Promise<ChainEnd> {
  const progress: Progress = {
    at: chain.span.from,
    lastTime: Number.NEGATIVE_INFINITY,
    idlePages: 0,
    behind: 0,
    firstId: "",
    ids: null,
    token: null,
    tokens: new Set(),
  };
  for (let pages = 0; pages < deps.limits.maxPages; pages += 1) {
    const end = await readPage(deps, walk, { ...chain, progress }, signal);
    if (end !== null) return standStill(walk, end);
  }
  return standStill(walk, { kind: "lost", at: progress.at, detail: `no end after ${deps.limits.maxPages} pages` });
}

/** From here on, until the next page, nobody takes anything of what is left. */
function standStill(walk: WindowWalk, end: ChainEnd): ChainEnd {
  walk.reach.density = null;
  return end;
}

/** Null when there is a next page. A page lives in here only: nobody holds it while the next one is waited for. */
async function readPage(
  deps: WalkDeps,
  walk: WindowWalk,
  { span, size, progress }: Chain & { readonly progress: Progress },
  signal: AbortSignal,
): Promise<ChainEnd | null> {
  const answer = await ask(deps, walk, { span, size, token: progress.token }, signal);
  if (walk.reach.void) return { kind: "taken" };
  if ("error" in answer) return endOf(answer.error, progress);
  const { page } = answer;
  if (!(await takePage(deps, walk, span, { page, progress }))) return { kind: "broken-order" };
  progress.token = page.nextToken;
  if (page.nextToken === null) return { kind: "no-token" };
  const lost = whyLost(deps, walk, progress, page.nextToken);
  progress.tokens.add(page.nextToken);
  if (lost !== null) return { kind: "lost", at: progress.at, detail: lost };
  if (isTaken(walk, span, progress)) return { kind: "taken" };
  await walk.settle(progress.at);
  walk.reach.density = densityOf(page.jobs, walk.reach.density);
  walk.reach.pages += 1;
  walk.reach.onRead();
  return null;
}

function isTaken({ reach }: WindowWalk, span: Window, { behind }: Progress): boolean {
  return reach.void || (reach.to < span.to && behind >= jobsBehindCut);
}

/**
 * The span goes out one second longer at its start, and with its end: documents disagree on whether the service
 * counts its bounds in. There is no `states` filter: a job that changes state while it is listed must not fall
 * between two filters.
 */
async function ask(
  deps: WalkDeps,
  walk: WindowWalk,
  { span, size, token }: Chain & { readonly token: string | null },
  signal: AbortSignal,
): Promise<{ readonly page: JobPage } | { readonly error: unknown }> {
  const bounds = { createdFrom: span.from - secondMs, createdTo: span.to };
  try {
    const page = await deps.ci.listJobs({ scope: walk.scope, ...bounds, order: "Asc", size, token }, signal);
    walk.answered = true;
    walk.piece.counts.pages += 1;
    walk.piece.counts.retries += page.retries;
    walk.piece.counts.rate = Math.max(walk.piece.counts.rate, page.rate ?? 0);
    deps.onPage(page.jobs.length);
    return { page };
  } catch (error) {
    signal.throwIfAborted();
    if (holeCause(error) === null) throw error;
    return { error };
  }
}

/** False when the jobs are out of order and the walk relies on order. */
async function takePage(
  deps: WalkDeps,
  walk: WindowWalk,
  span: Window,
  { page, progress }: { readonly page: JobPage; readonly progress: Progress },
): Promise<boolean> {
  progress.idlePages += 1;
  for (const job of page.jobs) {
    if (walk.ordered && job.createdAt < progress.lastTime) return false;
    const isListedAnew = isFresh(progress, job);
    progress.lastTime = job.createdAt;
    progress.at = Math.max(progress.at, Math.min(secondOf(job.createdAt), span.to));
    walk.reach.at = Math.max(walk.reach.at, progress.at);
    if (job.createdAt >= walk.reach.to) progress.behind += 1;
    const isNew = takeJob(deps, walk, { from: span.from, to: Math.min(span.to, walk.reach.to) }, job);
    if (isNew || (walk.ordered && isListedAnew)) progress.idlePages = 0;
    if (isNew) walk.troubles = 0;
  }
  await giveJobs(walk, walk.buffer.takeSettled());
  return true;
}

/** A busy second before the span, or one that is read again, brings pages without a new job: they are no circle. */
function isFresh(progress: Progress, { id, createdAt }: Job): boolean {
  if (createdAt !== progress.lastTime) {
    progress.firstId = id;
    progress.ids = null;
    return true;
  }
  progress.ids ??= new Set([progress.firstId]);
  const known = progress.ids.has(id);
  progress.ids.add(id);
  return !known;
}

function whyLost({ limits }: WalkDeps, walk: WindowWalk, progress: Progress, token: string): string | null {
  if (progress.tokens.has(token)) return "the service gave the same token twice";
  const { maxIdlePages, maxUnorderedJobs } = limits;
  if (walk.buffer.size > maxUnorderedJobs) return `more than ${maxUnorderedJobs} jobs out of order`;
  return progress.idlePages >= maxIdlePages ? `${maxIdlePages} pages in a row brought no new job` : null;
}

function endOf(error: unknown, { token, at }: Progress): ChainEnd {
  if (error instanceof ProtocolError && !error.foreign) return { kind: "undecodable", at, error };
  if (token !== null && error instanceof ServiceError && isRefusedToken(error)) {
    return { kind: "lost", at, detail: `the service refused its own token: ${error.message}` };
  }
  return { kind: "failed", at, error };
}

/** How the service refuses an expired token is not documented; any refusal of the request's form is taken for it. */
export function isRefusedToken({ status }: ServiceError): boolean {
  return status === 400 || status === 404 || status === 410;
}
