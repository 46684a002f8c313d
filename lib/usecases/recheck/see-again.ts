/**
 * Sees the jobs of a batch again: by reading a span of the list where much of it is open, else by id.
 *
 * Outcomes count in the order of the jobs, whatever the order of the answers, so that the same answers give the same
 * report with any concurrency.
 */

import pMap, { pMapIterable } from "p-map";
import type { Job } from "../../core/job.ts";
import { scopeKey } from "../../core/scope.ts";
import { walkWindow } from "../walk/walk-window.ts";
import type { JobSink, WalkDeps } from "../walk/window-walk.ts";
import type { KnownJob } from "./known-job.ts";
import { lookUp } from "./look-up.ts";
import { type Failed, failedAlike, type Outcome } from "./outcome.ts";
import type { Patience } from "./patience.ts";
import type { PendingChunk } from "./pending-chunks.ts";

export interface SeeDeps {
  readonly walk: WalkDeps;
  readonly patience: Patience;
  readonly concurrency: number;
  /** How many jobs one look-up asks for. */
  readonly lookupIds: number;
}

/** What came of every job of every chunk. */
export async function seeAgain(
  deps: SeeDeps,
  chunks: readonly PendingChunk[],
  signal: AbortSignal,
): Promise<ReadonlyMap<KnownJob, Outcome>> {
  const outcomes = new Map<KnownJob, Outcome>();
  const walked = chunks.filter(({ walk, scope }) => walk && deps.patience.spent(scopeKey(scope)) === null);
  await pMap(
    walked,
    async (chunk) => {
      for (const [known, job] of await walkAgain(deps.walk, chunk, signal)) outcomes.set(known, { kind: "seen", job });
    },
    { concurrency: deps.concurrency, signal },
  );
  await lookUpRest(deps, chunks, outcomes, signal);
  return outcomes;
}

/** Jobs of the chunk that its span of the list still holds. A hole in it is none yet: those jobs are looked up. */
async function walkAgain(deps: WalkDeps, chunk: PendingChunk, signal: AbortSignal): Promise<Map<KnownJob, Job>> {
  const { scope, window } = chunk;
  const known = new Map(chunk.jobs.map((job) => [job.row.jobId, job]));
  const { sink } = await walkWindow(deps, { scope, window, openSink: () => createFinder(known) }, signal);
  return sink.found;
}

interface Finder extends JobSink {
  readonly found: Map<KnownJob, Job>;
}

function createFinder(known: ReadonlyMap<string, KnownJob>): Finder {
  const found = new Map<KnownJob, Job>();
  return {
    found,
    async add(jobs) {
      for (const job of jobs) {
        const sought = known.get(job.id);
        if (sought !== undefined) found.set(sought, job);
      }
    },
  };
}

interface Call {
  readonly chunk: PendingChunk;
  readonly scope: string;
  readonly jobs: KnownJob[];
}

async function lookUpRest(
  { walk, patience, concurrency, lookupIds }: SeeDeps,
  chunks: readonly PendingChunk[],
  outcomes: Map<KnownJob, Outcome>,
  signal: AbortSignal,
): Promise<void> {
  const nothing: ReadonlyMap<KnownJob, Outcome> = new Map();
  const ask = async (call: Call) => {
    const spent = patience.spent(call.scope) !== null;
    return { call, answer: spent ? nothing : await lookUp(walk, call.chunk.scope, call.jobs, signal) };
  };
  const calls = planCalls(chunks, outcomes, lookupIds);
  for await (const { call, answer } of pMapIterable(calls, ask, { concurrency })) {
    const spent = patience.spent(call.scope);
    if (spent === null) patience.tell(call.scope, [...answer.values()]);
    for (const told of spent === null ? answer : unasked(call, spent)) outcomes.set(...told);
  }
}

/** What was asked beyond the last failure that counts is as good as not asked: how much that is depends on chance. */
function unasked({ jobs }: Call, spent: Failed): ReadonlyMap<KnownJob, Outcome> {
  return new Map(jobs.map((known) => [known, failedAlike(spent, known)]));
}

/** Jobs of one scope that follow each other go together. */
function planCalls(
  chunks: readonly PendingChunk[],
  seen: ReadonlyMap<KnownJob, Outcome>,
  lookupIds: number,
): readonly Call[] {
  const calls: Call[] = [];
  for (const chunk of chunks) {
    const scope = scopeKey(chunk.scope);
    for (const known of chunk.jobs.filter((each) => !seen.has(each))) {
      const last = calls.at(-1);
      if (last?.scope === scope && last.jobs.length < lookupIds) last.jobs.push(known);
      else calls.push({ chunk, scope, jobs: [known] });
    }
  }
  return calls;
}
