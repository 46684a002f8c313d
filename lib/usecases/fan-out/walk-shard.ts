/** Reads the windows of one shard, for what the journal saves of them: whoever commits takes that up and reads the rest. */

import type { Shard } from "../../core/schema/shard.ts";
import { scopeKey } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import { loadExpectedJobs } from "../audit/expected-jobs.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { createWalkDeps, earlierNights, judgementOf, spoolBytes } from "../audit/read-night.ts";
import { createWalkPatience } from "../audit/walk-patience.ts";
import { type ScopeReading, walkScopes } from "../audit/walk-scopes.ts";
import type { Discovery, PlannedScope } from "../discover/discovery.ts";
import type { RunProgress } from "../progress/run-progress.ts";
import { loadPieces } from "../progress/saved-piece.ts";
import { loadFailedWork } from "../report/failed-work.ts";
import { createSpool } from "../report/spool.ts";
import type { NightThresholds } from "../thresholds/night-thresholds.ts";

export interface ShardWalk {
  readonly plan: NightPlan;
  readonly discovery: Discovery;
  readonly progress: RunProgress;
  readonly thresholds: NightThresholds;
  readonly shard: Shard;
  /** Told of each page. */
  onPage(jobs: number): void;
}

/** What this instance read, without what was read before it. */
export interface ShardCounts {
  readonly pages: number;
  readonly jobs: number;
  readonly retries: number;
}

export async function walkShard(
  deps: Pick<AuditDeps, "ci" | "store">,
  request: AuditRequest,
  { plan, discovery, progress, thresholds, shard, onPage }: ShardWalk,
  signal: AbortSignal,
): Promise<ShardCounts> {
  const { runId, span, fingerprints } = plan;
  const { journal } = progress;
  const windows = windowsOf(shard);
  const spool = createSpool(deps.store, runId, spoolBytes);
  const saved = await loadPieces(progress, spool, signal);
  const failedWork = await loadFailedWork(deps.store, earlierNights(plan), signal);
  const walk = {
    scopes: discovery.scopes.filter(({ scope }) => windows.has(scopeKey(scope))),
    span,
    patience: createWalkPatience(),
    concurrency: shard.concurrency,
    sharing: true,
    densityOf: await loadExpectedJobs(deps.store, plan, signal),
    planWindows: ({ scope }: PlannedScope) => windows.get(scopeKey(scope)) ?? [],
    judgementOf: (planned: PlannedScope) => judgementOf(thresholds, plan, planned),
    failedWork,
    fingerprints: fingerprints.scheme,
    journal,
    saved,
    onWindow: () => undefined,
  };
  const onRead = (jobs: number) => {
    onPage(jobs);
    journal.beat();
  };
  const walkDeps = createWalkDeps(deps, request, { runId, scopes: discovery.scopes, onPage: onRead });
  return countsOf(await walkScopes(walkDeps, spool, walk, signal));
}

function windowsOf(shard: Shard): ReadonlyMap<string, readonly Window[]> {
  const windows = new Map<string, Window[]>();
  for (const { from, to, ...scope } of shard.windows) {
    const key = scopeKey(scope);
    windows.set(key, [...(windows.get(key) ?? []), { from, to }]);
  }
  return windows;
}

function countsOf(readings: readonly ScopeReading[]): ShardCounts {
  const own = readings.flatMap(({ windows }) => windows.filter(({ takenUp }) => takenUp !== true));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    pages: sum(own.map(({ walk }) => walk.counts.pages)),
    jobs: sum(own.map(({ counts }) => counts.jobs)),
    retries: sum(own.map(({ walk }) => walk.counts.retries)),
  };
}
