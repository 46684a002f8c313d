/** Sees jobs again by reading the span of the list that holds them, where much of it is open. */

import type { Window } from "../../core/window.ts";
import type { BatchLog, RewalkedPiece } from "../progress/batch-log.ts";
import { uncovered } from "../progress/unite-pieces.ts";
import type { WalkResult } from "../walk/walk-result.ts";
import { walkWindow } from "../walk/walk-window.ts";
import type { JobSink, WalkDeps } from "../walk/window-walk.ts";
import type { KnownJob } from "./known-job.ts";
import type { Outcome } from "./outcome.ts";
import type { PendingChunk } from "./pending-chunks.ts";

interface WalkAgainDeps {
  readonly walk: WalkDeps;
  readonly log: BatchLog;
}

/** Jobs of the chunk that its span of the list still holds. A hole in it is none yet: those jobs are looked up. */
export async function walkAgain(
  deps: WalkAgainDeps,
  chunk: PendingChunk,
  signal: AbortSignal,
): Promise<readonly (readonly [KnownJob, Outcome])[]> {
  const pieces = [...deps.log.rewalked(chunk)];
  for (const gap of uncovered(chunk.window, pieces)) {
    const walked = await walkGap(deps, chunk, gap, signal);
    const whole = walked.find(({ ordered }) => !ordered);
    if (whole !== undefined) return [...whole.outcomes];
    pieces.push(...walked);
  }
  return pieces.flatMap(({ outcomes }) => [...outcomes]);
}

async function walkGap(
  { walk, log }: WalkAgainDeps,
  chunk: PendingChunk,
  gap: Window,
  signal: AbortSignal,
): Promise<readonly RewalkedPiece[]> {
  const { scope, window } = chunk;
  const known = new Map(chunk.jobs.map((job) => [job.row.jobId, job]));
  const pieces: RewalkedPiece[] = [];
  let startedAt = log.journal.now();
  const take = async ({ window: { from, to }, ordered, sink, refusal }: WalkResult<Finder>) => {
    startedAt = log.journal.now();
    const piece = { from, to, ordered, outcomes: sink.found };
    pieces.push(piece);
    if (refusal === null) log.addRewalked(chunk, piece);
  };
  const cuts = { whole: window, take, isDue: () => log.journal.isDue(startedAt) };
  const openSink = () => createFinder(known);
  await take(await walkWindow(walk, { scope, window: gap, openSink, cuts }, signal));
  return pieces;
}

interface Finder extends JobSink {
  readonly found: Map<KnownJob, Outcome>;
}

function createFinder(known: ReadonlyMap<string, KnownJob>): Finder {
  const found = new Map<KnownJob, Outcome>();
  return {
    found,
    async add(jobs) {
      for (const job of jobs) {
        const sought = known.get(job.id);
        if (sought !== undefined) found.set(sought, { kind: "seen", job });
      }
    },
  };
}
