/**
 * Sees the jobs of a batch again: by reading a span of the list where much of it is open, else by id.
 *
 * The same answers give the same report with any concurrency, and no answer is dropped.
 */

import pMap from "p-map";
import type { Job } from "../../core/job.ts";
import { scopeKey } from "../../core/scope.ts";
import { walkWindow } from "../walk/walk-window.ts";
import type { JobSink, WalkDeps } from "../walk/window-walk.ts";
import type { KnownJob } from "./known-job.ts";
import { lookUp } from "./look-up.ts";
import type { LookupBudget } from "./lookup-budget.ts";
import { failedAlike, leftOut, type Outcome } from "./outcome.ts";
import type { Patience } from "./patience.ts";
import type { PendingChunk } from "./pending-chunks.ts";

export interface SeeDeps {
  readonly walk: WalkDeps;
  readonly patience: Patience;
  readonly budget: LookupBudget;
  readonly concurrency: number;
  /** How many jobs one look-up asks for. */
  readonly lookupIds: number;
}

type Outcomes = Map<KnownJob, Outcome>;

/** What came of every job of every chunk. */
export async function seeAgain(
  deps: SeeDeps,
  chunks: readonly PendingChunk[],
  signal: AbortSignal,
): Promise<ReadonlyMap<KnownJob, Outcome>> {
  const outcomes: Outcomes = new Map();
  const walked = chunks.filter(({ walk, scope }) => walk && deps.patience.spent(scopeKey(scope)) === null);
  await pMap(
    walked,
    async (chunk) => {
      for (const [known, job] of await walkAgain(deps.walk, chunk, signal)) outcomes.set(known, { kind: "seen", job });
    },
    { concurrency: deps.concurrency, signal },
  );
  for (const chunk of chunks) leaveOut(deps.budget, chunk, outcomes);
  await lookUpRest(deps, planCalls(chunks, outcomes, deps.lookupIds), outcomes, signal);
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

function leaveOut(budget: LookupBudget, { night, position, jobs }: PendingChunk, outcomes: Outcomes): void {
  for (const [index, known] of jobs.entries()) {
    if (!outcomes.has(known) && !budget.allows(night, position + index)) outcomes.set(known, leftOut(known));
  }
}

interface Call {
  readonly scope: PendingChunk["scope"];
  readonly jobs: KnownJob[];
}

/** By scope. Jobs of one scope that follow each other go together. */
function planCalls(
  chunks: readonly PendingChunk[],
  settled: ReadonlyMap<KnownJob, Outcome>,
  lookupIds: number,
): ReadonlyMap<string, Call[]> {
  const calls = new Map<string, Call[]>();
  for (const { scope, jobs } of chunks) {
    const ofScope = calls.get(scopeKey(scope)) ?? [];
    calls.set(scopeKey(scope), ofScope);
    for (const known of jobs.filter((each) => !settled.has(each))) {
      const last = ofScope.at(-1);
      if (last !== undefined && last.jobs.length < lookupIds) last.jobs.push(known);
      else ofScope.push({ scope, jobs: [known] });
    }
  }
  return calls;
}

/** The rounds of all scopes go together. Takes calls out of the queues as they are made. */
async function lookUpRest(
  { walk, patience, concurrency }: SeeDeps,
  queues: ReadonlyMap<string, Call[]>,
  outcomes: Outcomes,
  signal: AbortSignal,
): Promise<void> {
  const ask = ({ scope, jobs }: Call) => lookUp(walk, scope, jobs, signal);
  for (;;) {
    const rounds = [...queues].map(([scope, calls]) => ({ scope, calls: calls.splice(0, patience.roundOf(scope)) }));
    const calls = rounds.flatMap((round) => round.calls);
    if (calls.length === 0) break;
    const answers = await pMap(calls, ask, { concurrency, signal });
    for (const answer of answers) for (const told of answer) outcomes.set(...told);
    for (const { scope, calls: made } of rounds) {
      const answered = answers.splice(0, made.length);
      if (made.length > 0)
        patience.tell(
          scope,
          answered.map((answer) => [...answer.values()]),
        );
    }
  }
  for (const [scope, calls] of queues) {
    const spent = patience.spent(scope);
    if (spent === null) continue;
    for (const known of calls.flatMap(({ jobs }) => jobs)) outcomes.set(known, failedAlike(spent, known));
  }
}
