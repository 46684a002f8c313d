/** Reads a planned night from the service: every window of every scope, and what it all comes to. */

import type { PlacedHole } from "../../core/hole.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Judgement } from "../../core/verdict.ts";
import { cutWindows, splitSpan, type Window } from "../../core/window.ts";
import type { Discovery, PlacedQueue, PlannedScope } from "../discover/discovery.ts";
import { cutsOf } from "../fan-out/read-fan-outs.ts";
import type { Journal } from "../progress/journal.ts";
import { noProgress, type RunProgress } from "../progress/run-progress.ts";
import { loadPieces } from "../progress/saved-piece.ts";
import { loadFailedWork } from "../report/failed-work.ts";
import { createKeepRaw } from "../report/keep-raw.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { createSpool } from "../report/spool.ts";
import { configuredThresholds, type NightThresholds } from "../thresholds/night-thresholds.ts";
import { defaultWalkLimits, type WalkDeps } from "../walk/window-walk.ts";
import { findAnswering } from "./answering-queues.ts";
import type { AuditDeps, AuditRequest, WalkProgress } from "./audit-request.ts";
import { loadExpectedJobs } from "./expected-jobs.ts";
import { type JudgedScope, judgeReadings, mayBeUnknown } from "./judge-readings.ts";
import type { NightPlan } from "./night-plan.ts";
import { checkRetention, type Unproven } from "./retention.ts";
import type { PieceMaking } from "./shared-window.ts";
import type { NightTeller } from "./tell-night.ts";
import { createWalkPatience } from "./walk-patience.ts";
import { type ResumedWalk, type ScopeReading, walkScopes } from "./walk-scopes.ts";

export interface NightReading {
  readonly scopes: readonly JudgedScope[];
  readonly queues: readonly PlacedQueue[];
  /** All holes: of discovery, of the walk, of retention. */
  readonly holes: readonly PlacedHole[];
  readonly notes: Manifest["notes"];
  /** What a scope's span may have lost by its age. */
  readonly unproven: Unproven;
  readonly complete: boolean;
  /** Whether there is anything to commit: a page of jobs, or holes that a later run would find again. */
  readonly answered: boolean;
  /** What earlier runs had read of it; null when this one began it. */
  readonly resumed: ResumedWalk | null;
}

export interface PlannedNight {
  readonly plan: NightPlan;
  readonly discovery: Discovery;
  /** What earlier runs of the plan left, and where this one saves; without it the night is read from its start. */
  readonly progress?: RunProgress;
  /** What jobs are judged by; without it, what is configured. */
  readonly thresholds?: NightThresholds;
  /** Told of each scope; without it nobody is. */
  readonly teller?: Pick<NightTeller, "read" | "resumed">;
  /** Of a repair; without it every window of every scope is read. */
  readonly again?: ReadAgain;
}

/** Which windows of the discovered scopes are read again, and what counts of their jobs. */
interface ReadAgain {
  /** Every scope of the night. */
  readonly planned: readonly PlannedScope[];
  /** Scopes that exist, since it answered of them before. */
  readonly known: readonly Scope[];
  windowsOf(scope: PlannedScope): readonly Window[];
  readonly sinkOf: NonNullable<PieceMaking["sinkOf"]>;
}

/** Findings kept in memory until the commit; what exceeds it goes to the store. A choice, not a measurement. */
export const spoolBytes = 16 << 20;

export async function readNight(
  deps: AuditDeps,
  request: AuditRequest,
  { plan, discovery, progress: kept = noProgress, thresholds = configuredThresholds(request), ...night }: PlannedNight,
  signal: AbortSignal,
): Promise<NightReading> {
  const { span, runId } = plan;
  const { scopes } = discovery;
  const { again, teller } = night;
  const { assumedRetentionMs, concurrency } = request;
  const progress = createProgress(deps, { journal: kept.journal, teller });
  const spool = createSpool(deps.store, runId, spoolBytes);
  const saved = await loadPieces(kept, spool, signal);
  const failedWork = await loadFailedWork(deps.store, earlierNights(plan), signal);
  const patience = createWalkPatience();
  const walk = {
    scopes,
    patience,
    span,
    concurrency,
    // A repair compares windows with what they were, and is to come to the same of the same answers.
    sharing: again === undefined,
    densityOf: again === undefined ? await loadExpectedJobs(deps.store, plan, signal) : () => null,
    planWindows: again?.windowsOf ?? windowsOf(span, request, kept),
    judgementOf: (planned: PlannedScope) => judgementOf(thresholds, plan, planned),
    failedWork,
    fingerprints: plan.fingerprints.scheme,
    ...(again && { sinkOf: again.sinkOf }),
    journal: kept.journal,
    saved,
    ...progress.ofWalk,
  };
  const planned = again?.planned ?? scopes;
  const walkDeps = createWalkDeps(deps, request, { runId, scopes: planned, onPage: progress.onPage });
  const readings = await walkScopes(walkDeps, spool, walk, signal);
  // Behind the walk: what is still listed now was listed all the while.
  const retention = { span, now: deps.clock.now(), assumedRetentionMs, patience };
  const unproven = await checkRetention(deps.ci, planned, retention, signal);
  const facts = { builtInTags: request.family.tags, known: again?.known ?? [] };
  const inQuestion = { readings, planned, span, isInQuestion: mayBeUnknown(readings, facts) };
  const judged = judgeReadings(readings, {
    ...facts,
    answering: await findAnswering(deps.ci, inQuestion, signal),
    unproven: ({ planned }) => unproven(planned),
  });
  for (const scope of judged.scopes) teller?.read(scope, progress.spentMs(scope.reading.planned));
  const found = judged.scopes.flatMap(({ reading, holes }) =>
    holes.map((hole) => ({ ...reading.planned.scope, ...hole })),
  );
  const holes = [...discovery.holes, ...found];
  const answered = isAnswered(readings) || isWorthCommitting(readings, discovery);
  const notes = [...judged.notes, ...failedWork.notes, ...thresholds.notes];
  const { queues } = discovery;
  return {
    ...judged,
    unproven,
    notes,
    holes,
    queues,
    complete: holes.length === 0,
    answered,
    resumed: progress.resumed(),
  };
}

/** Cut where shards were, so that a window which one of them read as a whole still is one. */
function windowsOf(span: Window, { windowMs }: AuditRequest, { fanOuts }: RunProgress) {
  const cuts = cutsOf(fanOuts);
  return ({ scope }: PlannedScope) => cutWindows(splitSpan(span, windowMs), cuts.get(scopeKey(scope)) ?? []);
}

function isAnswered(readings: readonly ScopeReading[]): boolean {
  return readings.some(({ windows }) => windows.some(({ walk }) => walk.counts.pages > 0));
}

/**
 * Not one page of jobs, but all places were listed, and more is wrong than permissions: what each run finds so, such as
 * queues that are gone or a job that breaks every answer, would keep the night from ever being committed. Holes that pass
 * are repaired.
 */
function isWorthCommitting(readings: readonly ScopeReading[], discovery: Discovery): boolean {
  const causes = readings.flatMap(({ holes }) => holes.map(({ cause }) => cause));
  return discovery.holes.length === 0 && causes.some((cause) => cause !== "access-denied");
}

/** What failed later cannot have been mended before. */
export function earlierNights({ name, inputs }: NightPlan): readonly CommittedNight[] {
  return inputs.filter(({ manifest }) => manifest.night < name.date);
}

export function judgementOf(
  thresholds: NightThresholds,
  { asOf }: NightPlan,
  { scope, queue }: PlannedScope,
): Judgement {
  return { asOf, ...thresholds.of(scope), queuePaused: queue?.state === "Paused" };
}

export function createWalkDeps(
  { ci, store }: Pick<AuditDeps, "ci" | "store">,
  { pageSize }: AuditRequest,
  {
    runId,
    scopes,
    onPage,
  }: {
    readonly runId: string;
    readonly scopes: readonly PlannedScope[];
    onPage(jobs: number): void;
  },
): WalkDeps {
  const planned = new Set(scopes.map(({ scope }) => scopeKey(scope)));
  return {
    ci,
    onPage,
    isPlanned: (key) => planned.has(key),
    limits: { ...defaultWalkLimits, pageSize },
    keepRaw: createKeepRaw(store, runId),
  };
}

function createProgress(
  { onProgress }: AuditDeps,
  { journal, teller }: { readonly journal: Journal; readonly teller: PlannedNight["teller"] },
) {
  const spent = new Map<PlannedScope, number>();
  let state: WalkProgress = { step: "walk", windows: 0, plannedWindows: 0, pages: 0, jobs: 0 };
  let resumed: ResumedWalk | null = null;
  const update = (change: Partial<WalkProgress>) => {
    state = { ...state, ...change };
    onProgress(state);
  };
  return {
    resumed: () => resumed,
    spentMs: (scope: PlannedScope) => spent.get(scope) ?? 0,
    ofWalk: {
      onSpent: (scope: PlannedScope, ms: number) => void spent.set(scope, (spent.get(scope) ?? 0) + ms),
      onWindow: (windows: number, plannedWindows: number) => update({ windows, plannedWindows }),
      onResume(walk: ResumedWalk) {
        resumed = walk;
        onProgress({ step: "resume", ...walk });
        teller?.resumed(walk);
      },
    },
    onPage(jobs: number) {
      update({ pages: state.pages + 1, jobs: state.jobs + jobs });
      journal.beat();
    },
  };
}
