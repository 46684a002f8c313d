/** The state of one window's walk: what was counted, what is buffered, where the reading stands. */

import type { Hole } from "../../core/hole.ts";
import type { Job } from "../../core/job.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { isInside, secondOf, type Window } from "../../core/window.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import { createJobBuffer, type JobBuffer } from "./job-buffer.ts";
import type { Reach } from "./reach.ts";

export interface WalkDeps {
  readonly ci: CloudInfinite;
  /** Whether the plan holds this scope: jobs of such a scope that turn up elsewhere are read there. */
  isPlanned(key: string): boolean;
  /** Keeps an answer that could not be decoded and returns its key. */
  keepRaw(body: Uint8Array, signal: AbortSignal): Promise<string>;
  /** Told after each page. */
  onPage(jobs: number): void;
  readonly limits: WalkLimits;
}

export interface WalkLimits {
  /** Jobs a page, 1 to 100. */
  readonly pageSize: number;
  /** Pages of one token chain, after which it starts anew from the last second seen. */
  readonly maxPages: number;
  /** Pages in a row without a new job, after which a chain is taken to lead nowhere. */
  readonly maxIdlePages: number;
  /**
   * Undecodable answers and fruitless restarts in a row, with neither a new job nor a whole span between them, after
   * which the rest of the window is a hole. To find one poisonous second takes 18 at most: a day halves 17 times.
   */
  readonly maxTroubles: number;
  /** Jobs kept in memory for a window whose order is broken; one takes some 2.5 KB, and windows are walked in parallel. */
  readonly maxUnorderedJobs: number;
}

/** The vendor caps `size` at 100; the other numbers only bound what a broken service can cost. */
export const defaultWalkLimits: WalkLimits = {
  pageSize: 100,
  maxPages: 10_000,
  maxIdlePages: 100,
  maxTroubles: 24,
  maxUnorderedJobs: 50_000,
};

/** Takes jobs, those of a second together, in order of creation, each job once. */
export interface JobSink {
  /** `inHole`: jobs that were listed before the reading of their seconds broke off; others of these may be missing. */
  add(jobs: readonly Job[], inHole: boolean): Promise<void>;
}

export interface WalkCounts {
  pages: number;
  duplicates: number;
  outside: number;
  foreign: number;
  restarts: number;
  halvings: number;
  retries: number;
  /** The most requests that the host answered in one whole second meanwhile; 0 where nobody counts them. */
  rate: number;
}

export function addCounts(a: WalkCounts, b: WalkCounts): WalkCounts {
  return {
    pages: a.pages + b.pages,
    duplicates: a.duplicates + b.duplicates,
    outside: a.outside + b.outside,
    foreign: a.foreign + b.foreign,
    restarts: a.restarts + b.restarts,
    halvings: a.halvings + b.halvings,
    retries: a.retries + b.retries,
    rate: Math.max(a.rate, b.rate),
  };
}

/** What was seen of the piece at hand: of the whole window, or of what is left of it behind a cut. */
interface PieceFacts {
  readonly window: Window;
  readonly sink: JobSink;
  readonly counts: WalkCounts;
  readonly holes: Hole[];
  /** Keys of the other scopes whose jobs turned up. */
  readonly foreignScopes: Set<string>;
  /** Whether a job of a scope that nobody reads turned up. */
  strays: boolean;
}

export interface WindowWalk {
  readonly scope: Scope;
  /** Whether jobs are trusted to come in order of creation. */
  readonly ordered: boolean;
  readonly reach: Reach;
  readonly buffer: JobBuffer;
  piece: PieceFacts;
  /** In a row. */
  troubles: number;
  /** Whether a page of the window was read. */
  answered: boolean;
  /** Told between two pages or chains: everything before `at` has been read, or is a hole. */
  settle(at: number): Promise<void>;
}

export function startWalk(
  scope: Scope,
  piece: PieceFacts,
  { ordered, reach }: Pick<WindowWalk, "ordered" | "reach">,
): WindowWalk {
  const settle = async () => {};
  return { scope, ordered, reach, buffer: createJobBuffer(), piece, troubles: 0, answered: false, settle };
}

export function startPiece(window: Window, sink: JobSink): PieceFacts {
  const counts = { pages: 0, duplicates: 0, outside: 0, foreign: 0, restarts: 0, halvings: 0, retries: 0, rate: 0 };
  return { window, sink, counts, holes: [], foreignScopes: new Set(), strays: false };
}

/** Takes one job as it was listed within `span`; false when it belongs elsewhere or was seen before. */
export function takeJob(deps: WalkDeps, walk: WindowWalk, span: Window, job: Job): boolean {
  const { piece } = walk;
  if (isForeign(walk.scope, job)) {
    piece.counts.foreign += 1;
    const key = scopeKey({ ...walk.scope, queueId: job.queueId || walk.scope.queueId, tag: job.tag || walk.scope.tag });
    piece.foreignScopes.add(key);
    piece.strays ||= !deps.isPlanned(key);
    return false;
  }
  if (!isInside(job.createdAt, span)) {
    piece.counts.outside += 1;
    return false;
  }
  if (walk.ordered) walk.buffer.settleBefore(secondOf(job.createdAt));
  const isNew = walk.buffer.add(job);
  if (!isNew) piece.counts.duplicates += 1;
  return isNew;
}

export function isForeign({ queueId, tag }: Scope, job: Job): boolean {
  return (job.queueId !== "" && job.queueId !== queueId) || (job.tag !== "" && job.tag !== tag);
}

/** Hands on what nothing can change any more: jobs of whole seconds, or of the whole window where the order is broken. */
export async function giveJobs({ piece }: WindowWalk, jobs: readonly Job[]): Promise<void> {
  const { sink, holes } = piece;
  if (holes.length === 0 && jobs.length > 0) await sink.add(jobs, false);
  if (holes.length === 0) return;
  const isInHole = ({ createdAt }: Job) => holes.some((hole) => isInside(createdAt, hole));
  for (const run of runsOf(jobs, isInHole)) await sink.add(run, isInHole(run[0]));
}

/** Jobs that stand next to each other and are alike, together. */
function runsOf(jobs: readonly Job[], isSo: (job: Job) => boolean): readonly [Job, ...Job[]][] {
  const runs: [Job, ...Job[]][] = [];
  for (const job of jobs) {
    const last = runs.at(-1);
    if (last !== undefined && isSo(last[0]) === isSo(job)) last.push(job);
    else runs.push([job]);
  }
  return runs;
}
