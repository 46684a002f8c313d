/**
 * Sees the open jobs of earlier nights again.
 *
 * Which jobs are asked for, and as what they are known, follows from the plan's inputs alone: two runs with the same
 * inputs and observations tell the same. Memory is that of one batch of jobs, however many are open.
 */

import { linkedAbort } from "../../core/linked-abort.ts";
import type { Scope } from "../../core/scope.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { isAsked } from "../discover/discover.ts";
import type { PlacedQueue } from "../discover/discovery.ts";
import { createBatchLog } from "../progress/batch-log.ts";
import type { Journal } from "../progress/journal.ts";
import { createRetryLog } from "../progress/retry-log.ts";
import { noProgress, type RunProgress } from "../progress/run-progress.ts";
import { createKeepRaw } from "../report/keep-raw.ts";
import { filesOf } from "../report/read-lines.ts";
import { createSpool } from "../report/spool.ts";
import { createRetryLookups, type RetryLookups } from "../retries/retry-lookups.ts";
import { configuredThresholds, type NightThresholds } from "../thresholds/night-thresholds.ts";
import { defaultWalkLimits, type WalkDeps } from "../walk/window-walk.ts";
import { createDamageLog, type DamageLog } from "./damage-log.ts";
import type { Judging } from "./judge-again.ts";
import type { KnownJob } from "./known-job.ts";
import { boundless, createLookupBudget, type LookupBudget } from "./lookup-budget.ts";
import type { Outcome } from "./outcome.ts";
import { createPatience } from "./patience.ts";
import { chunkRows, inBatches, type PendingChunk, readPendingChunks } from "./pending-chunks.ts";
import { createRecheckSink, judgeOutcome } from "./recheck-sink.ts";
import type { Rechecked } from "./rechecked.ts";
import { type SeeDeps, seeAgain } from "./see-again.ts";

export interface RecheckRequest {
  readonly plan: NightPlan;
  readonly request: AuditRequest;
  /** As discovery found them now. */
  readonly queues: readonly PlacedQueue[];
  /** What jobs are judged by; without it, what is configured. */
  readonly thresholds?: NightThresholds;
  /** What earlier runs of the plan left, and where this one saves; without it every open job is asked for. */
  readonly progress?: RunProgress;
}

type RecheckDeps = Pick<AuditDeps, "ci" | "store">;

/** Lines kept in memory until the commit; what exceeds it goes to the store. A choice, not a measurement. */
const spoolBytes = 8 << 20;

export async function recheck(
  deps: RecheckDeps,
  { plan, request, queues, thresholds = configuredThresholds(request), progress = noProgress }: RecheckRequest,
  signal: AbortSignal,
): Promise<Rechecked> {
  const log = createDamageLog(deps.store, request.regions);
  const readChunks = (of: NightPlan) => readPendingChunks(log, of, (scope) => isAsked(request, scope), signal);
  const budget = await planBudget({ ...plan, outdated: [] }, request, readChunks);
  const judgingOf = createJudge({ plan, queues, thresholds });
  const spool = createSpool(deps.store, plan.runId, spoolBytes);
  const retries = createRetries(deps, { plan, request }, signal);
  const sink = createRecheckSink({ spool, retries, judgingOf }, signal);
  const see = createSeeDeps(deps, { plan, request, budget, journal: progress.journal });
  const judge = (chunk: PendingChunk, known: KnownJob, outcome: Outcome) =>
    judgeOutcome(chunk, known, outcome, judgingOf(chunk.scope));
  // When one call fails for no reason of the service's, nothing goes on behind it.
  const stop = linkedAbort(signal);
  try {
    let number = 0;
    for await (const batch of inBatches(readChunks(plan), chunkRows)) {
      const chunks = batch.filter(({ outdated }) => !outdated);
      const saved = await progress.rechecked(number);
      const kept = { journal: progress.journal, batch: number, chunks, saved };
      const outcomes = await seeAgain({ ...see, log: createBatchLog({ ...kept, judge }) }, chunks, stop.signal);
      const retryLog = createRetryLog(kept);
      for (const chunk of batch) await sink.add(chunk, outcomes, retryLog);
      number += 1;
    }
  } finally {
    stop.abort();
  }
  return withDamage(await sink.finish(), log);
}

/** What a damaged file is lost for comes before what could not be seen again. */
function withDamage(rechecked: Rechecked, log: DamageLog): Rechecked {
  return { ...rechecked, holes: [...log.holes(), ...rechecked.holes] };
}

/** Jobs are counted first only where there may be too many. */
async function planBudget(
  plan: NightPlan,
  { maxLookups }: AuditRequest,
  readChunks: (of: NightPlan) => AsyncIterable<PendingChunk>,
): Promise<LookupBudget> {
  const { name, inputs, turn } = plan;
  const files = inputs.flatMap(({ manifest }) => (manifest.night < name.date ? filesOf(manifest, "open") : []));
  if (files.reduce((sum, { rows }) => sum + rows, 0) <= maxLookups) return boundless;
  const open = new Map<string, number>();
  for await (const { night, position, jobs } of readChunks(plan)) open.set(night, position + jobs.length);
  return createLookupBudget(open, maxLookups, { date: name.date, ...(turn !== undefined && { turn }) });
}

function createJudge({
  plan,
  queues,
  thresholds,
}: Pick<RecheckRequest, "plan" | "queues"> & { readonly thresholds: NightThresholds }): (scope: Scope) => Judging {
  const keyOf = (region: string, bucket: string, queueId: string) => [region, bucket, queueId].join("/");
  const paused = new Set(
    queues
      .filter(({ queue }) => queue.state === "Paused")
      .map(({ region, name, queue }) => keyOf(region, name, queue.queueId)),
  );
  return (scope) => {
    const { region, bucket, queueId } = scope;
    const queuePaused = paused.has(keyOf(region, bucket, queueId));
    const judgement = { asOf: plan.asOf, ...thresholds.of(scope), queuePaused };
    return { judgement, fingerprints: plan.fingerprints.scheme };
  };
}

function createRetries(
  { ci }: RecheckDeps,
  { plan: { asOf }, request }: Pick<RecheckRequest, "plan" | "request">,
  signal: AbortSignal,
): RetryLookups {
  const { concurrency, maxRetryLookups: max } = request;
  return createRetryLookups({ ci, asOf, max, concurrency }, signal);
}

function createSeeDeps(
  { ci, store }: RecheckDeps,
  {
    plan,
    request,
    budget,
    journal,
  }: Pick<RecheckRequest, "plan" | "request"> & { readonly budget: LookupBudget; readonly journal: Journal },
): Omit<SeeDeps, "log"> {
  const { pageSize, concurrency, lookupIds } = request;
  const walk: WalkDeps = {
    ci,
    isPlanned: () => true,
    onPage: () => journal.beat(),
    limits: { ...defaultWalkLimits, pageSize },
    keepRaw: createKeepRaw(store, plan.runId),
  };
  return { walk, patience: createPatience(), budget, concurrency, lookupIds };
}
