/**
 * Sees the open jobs of earlier nights again.
 *
 * Which jobs are asked for, and as what they are known, follows from the plan's inputs alone: two runs with the same
 * inputs and observations tell the same. Memory is that of one batch of jobs, however many are open.
 */

import { linkedAbort } from "../../core/linked-abort.ts";
import type { Scope } from "../../core/scope.ts";
import type { Judgement } from "../../core/verdict.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { isAsked } from "../discover/discover.ts";
import type { PlacedQueue } from "../discover/discovery.ts";
import { createKeepRaw } from "../report/keep-raw.ts";
import { filesOf } from "../report/read-lines.ts";
import { createSpool } from "../report/spool.ts";
import { defaultWalkLimits, type WalkDeps } from "../walk/window-walk.ts";
import { createDamageLog, type DamageLog } from "./damage-log.ts";
import { boundless, createLookupBudget, type LookupBudget } from "./lookup-budget.ts";
import { createPatience } from "./patience.ts";
import { chunkRows, inBatches, type PendingChunk, readPendingChunks } from "./pending-chunks.ts";
import { createRecheckSink } from "./recheck-sink.ts";
import type { Rechecked } from "./rechecked.ts";
import { type SeeDeps, seeAgain } from "./see-again.ts";

export interface RecheckRequest {
  readonly plan: NightPlan;
  readonly request: AuditRequest;
  /** As discovery found them now. */
  readonly queues: readonly PlacedQueue[];
}

type RecheckDeps = Pick<AuditDeps, "ci" | "store">;

/** Lines kept in memory until the commit; what exceeds it goes to the store. A choice, not a measurement. */
const spoolBytes = 8 << 20;

export async function recheck(
  deps: RecheckDeps,
  { plan, request, queues }: RecheckRequest,
  signal: AbortSignal,
): Promise<Rechecked> {
  const log = createDamageLog(deps.store, request.regions);
  const readChunks = (of: NightPlan) => readPendingChunks(log, of, (scope) => isAsked(request, scope), signal);
  const budget = await planBudget({ ...plan, outdated: [] }, request, readChunks);
  const sink = createRecheckSink(
    createSpool(deps.store, plan.runId, spoolBytes),
    createJudge({ plan, request, queues }),
    signal,
  );
  const see = createSeeDeps(deps, { plan, request, budget });
  // When one call fails for no reason of the service's, nothing goes on behind it.
  const stop = linkedAbort(signal);
  try {
    for await (const batch of inBatches(readChunks(plan), chunkRows)) {
      const outcomes = await seeAgain(
        see,
        batch.filter(({ outdated }) => !outdated),
        stop.signal,
      );
      for (const chunk of batch) await sink.add(chunk, outcomes);
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
  const { name, inputs } = plan;
  const files = inputs.flatMap(({ manifest }) => (manifest.night < name.date ? filesOf(manifest, "open") : []));
  if (files.reduce((sum, { rows }) => sum + rows, 0) <= maxLookups) return boundless;
  const open = new Map<string, number>();
  for await (const { night, position, jobs } of readChunks(plan)) open.set(night, position + jobs.length);
  return createLookupBudget(open, maxLookups, name.date);
}

function createJudge({ plan, request, queues }: RecheckRequest): (scope: Scope) => Judgement {
  const keyOf = (region: string, bucket: string, queueId: string) => [region, bucket, queueId].join("/");
  const paused = new Set(
    queues
      .filter(({ queue }) => queue.state === "Paused")
      .map(({ region, name, queue }) => keyOf(region, name, queue.queueId)),
  );
  return ({ region, bucket, queueId }) => ({
    asOf: plan.asOf,
    ...request.thresholdsOf(queueId),
    queuePaused: paused.has(keyOf(region, bucket, queueId)),
  });
}

function createSeeDeps(
  { ci, store }: RecheckDeps,
  { plan, request, budget }: Pick<RecheckRequest, "plan" | "request"> & { readonly budget: LookupBudget },
): SeeDeps {
  const { pageSize, concurrency, lookupIds } = request;
  const walk: WalkDeps = {
    ci,
    isPlanned: () => true,
    onPage: () => {},
    limits: { ...defaultWalkLimits, pageSize },
    keepRaw: createKeepRaw(store, plan.runId),
  };
  return { walk, patience: createPatience(), budget, concurrency, lookupIds };
}
