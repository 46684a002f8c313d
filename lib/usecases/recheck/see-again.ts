/**
 * Sees the jobs of a batch again: by reading a span of the list where much of it is open, else by id.
 *
 * The same answers give the same report with any concurrency, and no answer is dropped.
 */

import pMap from "p-map";
import { scopeKey } from "../../core/scope.ts";
import type { BatchLog } from "../progress/batch-log.ts";
import type { WalkDeps } from "../walk/window-walk.ts";
import type { KnownJob } from "./known-job.ts";
import { lookUp } from "./look-up.ts";
import type { LookupBudget } from "./lookup-budget.ts";
import { failedAlike, leftOut, type Outcome } from "./outcome.ts";
import type { Patience } from "./patience.ts";
import type { PendingChunk } from "./pending-chunks.ts";
import { walkAgain } from "./walk-again.ts";

export interface SeeDeps {
  readonly walk: WalkDeps;
  readonly patience: Patience;
  readonly budget: LookupBudget;
  readonly concurrency: number;
  /** How many jobs one look-up asks for. */
  readonly lookupIds: number;
  /** Of the batch. */
  readonly log: BatchLog;
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
      for (const told of await walkAgain(deps, chunk, signal)) outcomes.set(...told);
    },
    { concurrency: deps.concurrency, signal },
  );
  for (const chunk of chunks) leaveOut(deps.budget, chunk, outcomes);
  await lookUpRest(deps, planCalls(chunks, outcomes, deps.lookupIds), outcomes, signal);
  return outcomes;
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
  { walk, patience, concurrency, log }: SeeDeps,
  queues: ReadonlyMap<string, Call[]>,
  outcomes: Outcomes,
  signal: AbortSignal,
): Promise<void> {
  const ask = async ({ scope, jobs }: Call) => {
    const known = log.lookedUp(jobs);
    if (known !== null) return known;
    const answer = await lookUp(walk, scope, jobs, signal);
    log.addLookedUp(answer);
    return answer;
  };
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
