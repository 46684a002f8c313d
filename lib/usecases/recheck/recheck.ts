/**
 * Sees the open jobs of earlier nights again.
 *
 * Which jobs are asked for, and as what they are known, follows from the plan's inputs alone: two runs with the same
 * inputs and observations tell the same. Memory is that of one batch of jobs, however many are open.
 */

import { sha256Hex } from "../../core/hash.ts";
import { rawAnswerKey } from "../../core/key.ts";
import { linkedAbort } from "../../core/linked-abort.ts";
import { shiftNight } from "../../core/night.ts";
import type { Scope } from "../../core/scope.ts";
import type { Judgement } from "../../core/verdict.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { isAsked } from "../discover/discover.ts";
import type { PlacedQueue } from "../discover/discovery.ts";
import { createSpool } from "../report/spool.ts";
import { defaultWalkLimits, type WalkDeps } from "../walk/window-walk.ts";
import { createPatience } from "./patience.ts";
import { chunkRows, inBatches, readPendingChunks } from "./pending-chunks.ts";
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
  const oldestNight = shiftNight(plan.name.date, -request.openMaxAgeNights);
  const judgementOf = createJudge({ plan, request, queues });
  const sink = createRecheckSink(createSpool(deps.store, plan.runId, spoolBytes), { judgementOf, oldestNight }, signal);
  const see = createSeeDeps(deps, plan, request);
  const chunks = readPendingChunks(deps.store, plan, (scope) => isAsked(request, scope), signal);
  // When one call fails for no reason of the service's, nothing goes on behind it.
  const stop = linkedAbort(signal);
  try {
    for await (const batch of inBatches(chunks, chunkRows)) {
      const outcomes = await seeAgain(see, batch, stop.signal);
      for (const chunk of batch) await sink.add(chunk, outcomes);
    }
  } finally {
    stop.abort();
  }
  return sink.finish();
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

function createSeeDeps({ ci, store }: RecheckDeps, { runId }: NightPlan, request: AuditRequest): SeeDeps {
  const { pageSize, concurrency, lookupIds } = request;
  const walk: WalkDeps = {
    ci,
    isPlanned: () => true,
    onPage: () => {},
    limits: { ...defaultWalkLimits, pageSize },
    async keepRaw(body, signal) {
      const key = rawAnswerKey(runId, sha256Hex(body));
      await store.put(key, body, signal);
      return key;
    },
  };
  return { walk, patience: createPatience(), concurrency, lookupIds };
}
