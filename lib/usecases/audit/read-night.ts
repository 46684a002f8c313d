/** Reads a planned night from the service: every window of every scope, and what it all comes to. */

import type { PlacedHole } from "../../core/hole.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { scopeKey } from "../../core/scope.ts";
import type { Judgement } from "../../core/verdict.ts";
import { splitSpan } from "../../core/window.ts";
import type { Discovery, PlacedQueue, PlannedScope } from "../discover/discovery.ts";
import { loadFailedWork } from "../report/failed-work.ts";
import { createKeepRaw } from "../report/keep-raw.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { createSpool } from "../report/spool.ts";
import { defaultWalkLimits, type WalkDeps } from "../walk/window-walk.ts";
import type { AuditDeps, AuditRequest, WalkProgress } from "./audit-request.ts";
import { type JudgedScope, judgeReadings } from "./judge-readings.ts";
import type { NightPlan } from "./night-plan.ts";
import { checkRetention } from "./retention.ts";
import { walkScopes } from "./walk-scopes.ts";

export interface NightReading {
  readonly scopes: readonly JudgedScope[];
  readonly queues: readonly PlacedQueue[];
  /** All holes: of discovery, of the walk, of retention. */
  readonly holes: readonly PlacedHole[];
  readonly notes: Manifest["notes"];
  readonly complete: boolean;
  /** Whether the service answered with at least one page of jobs. */
  readonly answered: boolean;
}

/** Findings kept in memory until the commit; what exceeds it goes to the store. A choice, not a measurement. */
const spoolBytes = 16 << 20;

export async function readNight(
  deps: AuditDeps,
  request: AuditRequest,
  { plan, discovery }: { readonly plan: NightPlan; readonly discovery: Discovery },
  signal: AbortSignal,
): Promise<NightReading> {
  const { span, runId } = plan;
  const { scopes } = discovery;
  const { assumedRetentionMs, concurrency } = request;
  const progress = createProgress(deps);
  const failedWork = await loadFailedWork(deps.store, earlierNights(plan), signal);
  const walk = {
    scopes,
    span,
    concurrency,
    planWindows: () => splitSpan(span, request.windowMs),
    judgementOf: (planned: PlannedScope) => judgementOf(request, plan, planned),
    failedWork,
    onWindow: progress.onWindow,
  };
  const walkDeps = createWalkDeps(deps, request, { runId, scopes, onPage: progress.onPage });
  const readings = await walkScopes(walkDeps, createSpool(deps.store, runId, spoolBytes), walk, signal);
  // Behind the walk: what is still listed now was listed all the while.
  const retention = { span, now: deps.clock.now(), assumedRetentionMs };
  const unproven = await checkRetention(deps.ci, scopes, retention, signal);
  const judged = judgeReadings(readings, {
    builtInTags: request.family.tags,
    unproven: ({ planned }) => unproven(planned),
  });
  const found = judged.scopes.flatMap(({ reading, holes }) =>
    holes.map((hole) => ({ ...reading.planned.scope, ...hole })),
  );
  const holes = [...discovery.holes, ...found];
  const answered = readings.some(({ windows }) => windows.some(({ walk }) => walk.counts.pages > 0));
  const notes = [...judged.notes, ...failedWork.notes];
  return { ...judged, notes, holes, queues: discovery.queues, complete: holes.length === 0, answered };
}

/** What failed later cannot have been mended before. */
function earlierNights({ name, inputs }: NightPlan): readonly CommittedNight[] {
  return inputs.filter(({ manifest }) => manifest.night < name.date);
}

function judgementOf(request: AuditRequest, { asOf }: NightPlan, { scope, queue }: PlannedScope): Judgement {
  return { asOf, ...request.thresholdsOf(scope.queueId), queuePaused: queue?.state === "Paused" };
}

function createWalkDeps(
  { ci, store }: AuditDeps,
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

function createProgress({ onProgress }: AuditDeps) {
  let state: WalkProgress = { step: "walk", windows: 0, plannedWindows: 0, pages: 0, jobs: 0 };
  const update = (change: Partial<WalkProgress>) => {
    state = { ...state, ...change };
    onProgress(state);
  };
  return {
    onWindow: (windows: number, plannedWindows: number) => update({ windows, plannedWindows }),
    onPage: (jobs: number) => update({ pages: state.pages + 1, jobs: state.jobs + jobs }),
  };
}
