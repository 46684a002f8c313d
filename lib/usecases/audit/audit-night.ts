/**
 * Audits one night: discovers, walks, judges, sees open jobs again, writes, commits.
 *
 * A night that is committed is not read again. One that is too large may be spread over several instances: it is under
 * way then, and committed by whoever finds all of it read. What cannot be read becomes a hole in a committed report; an error is
 * thrown only when there is nothing to commit, or nowhere.
 */

import { NothingReadError } from "../../core/errors.ts";
import type { PlacedHole } from "../../core/hole.ts";
import { redactText } from "../../core/redact.ts";
import { type FanningOut, noFanOut } from "../fan-out/fanning-out.ts";
import { openProgress, type RunProgress } from "../progress/run-progress.ts";
import { recheck } from "../recheck/recheck.ts";
import type { Rechecked } from "../recheck/rechecked.ts";
import { commitNight } from "../report/commit-night.ts";
import { type CommittedNight, readCommittedNight, readManifest } from "../report/read-commit.ts";
import { createReportWriter } from "../report/report-writer.ts";
import { learnThresholds } from "../thresholds/learn-thresholds.ts";
import type { NightThresholds } from "../thresholds/night-thresholds.ts";
import type { AuditDeps, AuditRequest } from "./audit-request.ts";
import { buildManifest } from "./build-manifest.ts";
import { discoverNight } from "./discover-night.ts";
import { readNeighbours } from "./night-inputs.ts";
import { type NightPlan, planNight } from "./night-plan.ts";
import { type NightReading, readNight } from "./read-night.ts";
import { createNightTeller, type NightTeller, tellFound } from "./tell-night.ts";
import type { ResumedWalk } from "./walk-scopes.ts";
import { writeReport } from "./write-report.ts";

export interface AuditResult extends CommittedNight {
  /** Whether another run had committed the night, before this one began or while it ran. */
  readonly already: boolean;
  /** What an earlier run had done that was stopped; absent when there was none. */
  readonly resumed?: ResumedWalk;
}

/** Here and by itself, however large it is. */
export function auditNight(deps: AuditDeps, request: AuditRequest, signal: AbortSignal): Promise<AuditResult> {
  return auditOrFanOut({ ...deps, fanOut: noFanOut }, request, signal);
}

export async function auditOrFanOut<UnderWay extends object>(
  deps: CarryOutDeps<UnderWay>,
  request: AuditRequest,
  signal: AbortSignal,
): Promise<AuditResult | UnderWay> {
  const committed = await readCommittedNight(deps.store, request.name, signal);
  if (committed !== null) {
    tellFound(deps, committed);
    return { ...committed, already: true };
  }
  return carryOut(deps, request, await makePlan(deps, request, signal), signal);
}

/** The plan of a night that is not committed: what it reads and finds depends on the committed nights around it. */
export async function makePlan(
  { store, clock }: Pick<AuditDeps, "store" | "clock">,
  request: AuditRequest,
  signal: AbortSignal,
): Promise<NightPlan> {
  return planNight(request, await readNeighbours(store, request, clock.now(), signal));
}

/**
 * Carries out a plan and commits what came of it to `deps.store`, which need not be the one that the plan was made of:
 * what lies in the plan's inputs is read from `deps.store` too, so a plan for another store has none.
 */
export function auditPlanned(
  deps: AuditDeps,
  request: AuditRequest,
  plan: NightPlan,
  signal: AbortSignal,
): Promise<AuditResult> {
  return carryOut({ ...deps, fanOut: noFanOut }, request, plan, signal);
}

type CarryOutDeps<UnderWay> = AuditDeps & { readonly fanOut: FanningOut<UnderWay> };

async function carryOut<UnderWay extends object>(
  deps: CarryOutDeps<UnderWay>,
  request: AuditRequest,
  plan: NightPlan,
  signal: AbortSignal,
): Promise<AuditResult | UnderWay> {
  const teller = createNightTeller(deps, plan);
  const progress = await openProgress(deps, plan, signal);
  try {
    return await auditOnward(deps, request, { plan, progress, teller }, signal);
  } finally {
    await progress.journal.close();
  }
}

interface AuditUnderWay {
  readonly plan: NightPlan;
  readonly progress: RunProgress;
  readonly teller: NightTeller;
}

/** From where earlier runs of the same plan were stopped. */
async function auditOnward<UnderWay extends object>(
  deps: CarryOutDeps<UnderWay>,
  request: AuditRequest,
  { plan, progress, teller }: AuditUnderWay,
  signal: AbortSignal,
): Promise<AuditResult | UnderWay> {
  deps.onProgress({ step: "discover" });
  const list = () => teller.timed("discover", () => discoverNight(deps, request, plan, signal));
  const discovery = progress.discovery ?? (await list());
  progress.discovered(discovery);
  teller.planned(discovery.scopes, request.windowMs);
  if (discovery.scopes.length === 0) refuseEmptiness(plan, discovery.holes, teller);
  const discovered = { plan, request, discovery, progress };
  const spread = await deps.fanOut.consider(discovered, signal);
  if (spread !== null) return spread;
  const thresholds = await learnThresholds(deps.store, { request, plan }, signal);
  const night = { plan, discovery, progress, thresholds, teller };
  const walk = (stop: AbortSignal) => teller.timed("walk", () => readNight(deps, request, night, stop));
  const walked = await deps.fanOut.walk(discovered, walk, signal);
  if (!("reading" in walked)) return walked;
  const { reading } = walked;
  if (!reading.answered) refuseEmptiness(plan, reading.holes, teller);
  deps.onProgress({ step: "recheck" });
  const { queues } = discovery;
  const asked = { plan, request, queues, thresholds, progress };
  const rechecked = await teller.timed("recheck", () => recheck(deps, asked, signal));
  const read = { ...withRechecked(plan, reading, rechecked), thresholds };
  teller.holes(read.holes);
  const result = await teller.timed("write", () => commitReading(deps, request, { plan, reading: read }, signal));
  teller.committed(result);
  return reading.resumed === null ? result : { ...result, resumed: reading.resumed };
}

/**
 * Nothing was found because nothing could be listed: an empty report would look like a quiet night, and would stand in
 * the way of the run that could do better.
 */
function refuseEmptiness({ name }: NightPlan, holes: readonly PlacedHole[], teller: NightTeller): void {
  if (holes.length === 0) return;
  teller.holes(holes);
  const seen = [...new Set(holes.map(({ detail }) => redactText(detail)))];
  const retryable = holes.some(({ cause }) => cause === "network" || cause === "service-error");
  throw new NothingReadError(`Cannot audit ${name.date}: nothing could be listed`, { seen, retryable });
}

interface RecheckedReading extends NightReading {
  readonly rechecked: Rechecked;
  readonly thresholds: NightThresholds;
}

/** A job of an earlier night that could not be seen again leaves this night incomplete, and its scopes as they are. */
function withRechecked(plan: NightPlan, reading: NightReading, rechecked: Rechecked) {
  const holes = [...reading.holes, ...plan.damaged, ...rechecked.holes];
  return { ...reading, holes, notes: [...reading.notes, ...rechecked.notes], complete: holes.length === 0, rechecked };
}

async function commitReading(
  deps: AuditDeps,
  request: AuditRequest,
  { plan, reading }: { readonly plan: NightPlan; readonly reading: RecheckedReading },
  signal: AbortSignal,
): Promise<AuditResult> {
  deps.onProgress({ step: "write" });
  const writer = createReportWriter(deps.store, signal);
  await writeReport(writer, plan, reading, signal);
  const manifest = buildManifest({ plan, reading, files: writer.files, request, producer: deps.producer });
  const { won, key, commit } = await commitNight(deps, manifest, signal);
  if (won) return { key, commit, manifest, already: false };
  return { key, commit, manifest: await readManifest(deps.store, commit, signal), already: true };
}
