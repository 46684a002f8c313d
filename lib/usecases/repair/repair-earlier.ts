/** Sees again what could not be seen of the open jobs of earlier nights. */

import { compareText } from "../../core/order.ts";
import { holeRow } from "../../core/rows.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import type { PlacedQueue } from "../discover/discovery.ts";
import { recheck } from "../recheck/recheck.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf } from "../report/read-lines.ts";
import type { Spool } from "../report/spool.ts";
import type { NightThresholds } from "../thresholds/night-thresholds.ts";
import { isSoughtIn, leftOfEarlier, meets } from "./earlier-holes.ts";
import { type MergedEarlier, mergeEarlier } from "./merge-earlier.ts";
import type { HoleRow } from "./recorded-night.ts";
import { readSeen } from "./seen-earlier.ts";

export interface RepairedEarlier extends MergedEarlier {
  readonly holes: readonly HoleRow[];
}

export interface EarlierRequest {
  readonly plan: NightPlan;
  readonly request: AuditRequest;
  readonly before: CommittedNight;
  readonly queues: readonly PlacedQueue[];
  readonly holes: readonly HoleRow[];
  readonly spool: Spool;
  readonly thresholds: NightThresholds;
}

const dayMs = 86_400_000;

export async function repairEarlier(
  deps: AuditDeps,
  request: EarlierRequest,
  signal: AbortSignal,
): Promise<RepairedEarlier> {
  const { plan, before, holes, spool } = request;
  if (holes.length === 0) {
    const { manifest } = before;
    const [carried, amendments] = [{ files: filesOf(manifest, "carried") }, { files: filesOf(manifest, "amendments") }];
    return { carried, amendments, holes, better: false };
  }
  deps.onProgress({ step: "recheck" });
  const rechecked = await recheck(deps, { ...request, plan: await heededPlan(deps, request, signal) }, signal);
  const found = [...plan.damaged, ...rechecked.holes].map(holeRow);
  const left = leftOfEarlier(holes, found, plan.inputs);
  const merged = await mergeEarlier(deps.store, { before, inputs: plan.inputs, rechecked, spool }, signal);
  const isClosed = holes.some((hole) => !left.some((each) => meets(each, hole)));
  // Of jobs that are as they were nothing is told, but that a hole no longer reaches as far as they do.
  const isShorter = sumOf(left) < sumOf(holes);
  return { ...merged, holes: left, better: isClosed || isShorter || merged.better };
}

function sumOf(holes: readonly HoleRow[]): number {
  return holes.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
}

/**
 * What this night told already is known: the same is not told twice. And look-ups that are too few still go to other jobs
 * each day, so that none of those of which there is nothing to be told keep the rest waiting.
 */
async function heededPlan(
  { store, clock }: AuditDeps,
  { plan, before, holes }: EarlierRequest,
  signal: AbortSignal,
): Promise<NightPlan> {
  const seen = holes.some(({ cause }) => cause === "lookups-spent") ? await readSeen(store, before, signal) : null;
  const turn = Math.max(0, Math.floor((clock.now() - plan.asOf) / dayMs));
  return {
    ...plan,
    inputs: withItself(plan, before),
    isSought: isSoughtIn(holes, (job) => seen?.has(job) === true),
    turn,
  };
}

function withItself({ inputs }: NightPlan, before: CommittedNight): readonly CommittedNight[] {
  return [...inputs, before].sort((a, b) => compareText(a.manifest.night, b.manifest.night));
}
