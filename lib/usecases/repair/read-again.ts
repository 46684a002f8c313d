/** Reads again what holes leave open, and scopes that are new: nothing else is asked of the service. */

import type { Scope } from "../../core/scope.ts";
import { scopeKey } from "../../core/scope.ts";
import { splitSpan, type Window } from "../../core/window.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { type NightReading, readNight } from "../audit/read-night.ts";
import { isAsked } from "../discover/discover.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import { openProgress, type RunProgress } from "../progress/run-progress.ts";
import { disorderRow } from "../progress/saved-piece.ts";
import type { Spool } from "../report/spool.ts";
import type { NightThresholds } from "../thresholds/night-thresholds.ts";
import { type RecordedJobs, readRecordedJobs } from "./recorded-jobs.ts";
import type { RecordedNight, RecordedScope } from "./recorded-night.ts";
import type { Rediscovery } from "./rediscover.ts";
import { withoutRecorded } from "./without-recorded.ts";

export interface AgainRequest {
  readonly plan: NightPlan;
  readonly request: AuditRequest;
  readonly recorded: RecordedNight;
  readonly discovery: Rediscovery;
  readonly spool: Spool;
  readonly thresholds: NightThresholds;
}

export interface ReadAgainNight extends NightReading {
  /** By scope and window: jobs that have rows, of windows that were read again. */
  recordedIn(scope: Scope, window: Window): RecordedJobs | null;
  /** Windows that were asked for, by the keys of their scopes. */
  readonly asked: ReadonlyMap<string, readonly Window[]>;
}

export async function readAgain(
  deps: AuditDeps,
  { plan, request, recorded, discovery, spool, thresholds }: AgainRequest,
  signal: AbortSignal,
): Promise<ReadAgainNight> {
  const known = new Map(recorded.scopes.map((scope) => [scopeKey(scope.scope), scope]));
  const plans = discovery.scopes.map((planned) => {
    const scope = known.get(scopeKey(planned.scope)) ?? null;
    return { planned, windows: isAsked(request, planned.scope) ? windowsOf(scope, plan, request) : [] };
  });
  const read = plans.filter(({ windows }) => windows.length > 0);
  const windows = new Map(read.map((each) => [scopeKey(each.planned.scope), each.windows]));
  const jobs = new Map<string, ReadonlyMap<number, RecordedJobs>>();
  for (const { planned } of read) {
    const scope = known.get(scopeKey(planned.scope));
    if (scope === undefined) continue;
    const gone = scope.windows.filter(hasHoles);
    jobs.set(scopeKey(planned.scope), await readRecordedJobs(deps.store, { scope, windows: gone }, spool, signal));
  }
  const recordedIn = (scope: Scope, { from }: Window) => jobs.get(scopeKey(scope))?.get(from) ?? null;
  const again = {
    planned: discovery.scopes,
    known: recorded.scopes.filter(isAnswered).map(({ scope }) => scope),
    windowsOf: ({ scope }: PlannedScope) => windows.get(scopeKey(scope)) ?? [],
    sinkOf: (scope: Scope, window: Window, sink: Parameters<typeof withoutRecorded>[0]) => {
      const before = recordedIn(scope, window);
      return before === null ? sink : withoutRecorded(sink, before.keys, signal);
    },
  };
  const asked = { scopes: read.map(({ planned }) => planned), queues: discovery.queues, holes: [] };
  const progress = await openProgress(deps, plan, signal);
  progress.discovered(asked);
  try {
    const night = { plan, discovery: asked, progress: withoutHoles(progress), thresholds, again };
    const reading = await readNight(deps, request, night, signal);
    return { ...reading, recordedIn, asked: windows };
  } finally {
    await progress.journal.close();
  }
}

/**
 * What a repair that was stopped had read is not read again; what it could not read is. That order is broken is known
 * all the same: pieces that relied on it do not count.
 */
function withoutHoles(progress: RunProgress): RunProgress {
  return {
    ...progress,
    readPieces: (take) =>
      progress.readPieces(async (row) => {
        if (row.kind === "disorder" || row.holes.length === 0) await take(row);
        else if (!row.ordered) await take(disorderRow(row, row));
      }),
  };
}

function windowsOf(scope: RecordedScope | null, { span }: NightPlan, { windowMs }: AuditRequest): readonly Window[] {
  if (scope === null) return splitSpan(span, windowMs);
  if (scope.windows.length > 0) return scope.windows.filter(hasHoles).map(({ from, to }) => ({ from, to }));
  return scope.holes.some(({ cause }) => cause !== "beyond-retention") ? splitSpan(span, windowMs) : [];
}

function hasHoles({ holes }: RecordedScope["windows"][number]): boolean {
  return holes.length > 0;
}

function isAnswered({ summary, windows }: RecordedScope): boolean {
  return summary.complete || windows.some(({ pages }) => pages > 0);
}
