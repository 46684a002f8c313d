/**
 * Audits the audit of a committed night: counts a sample of its ledger's windows anew and compares. Commits nothing.
 *
 * The sample is decided by the manifest's hash: of the same revision it is the same on every machine.
 */

import pMap from "p-map";
import { sampleIndexes } from "../../core/sample-indexes.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { checkRetention } from "../audit/retention.ts";
import { createCursor } from "../recheck/cursor.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { defaultDescentLimits } from "./descend.ts";
import { type CommittedWindow, type RecountWindowDeps, recountWindow, type WindowRecount } from "./recount-window.ts";
import { readToldJobs } from "./told-jobs.ts";

export interface RecountDeps {
  readonly ci: CloudInfinite;
  readonly store: ReportStore;
  readonly clock: Pick<Clock, "now">;
  onWindow(done: number, planned: number): void;
}

export interface RecountRequest {
  readonly committed: CommittedNight;
  /** How many windows; infinity for all. */
  readonly windows: number;
  readonly pageSize: number;
  /** Scopes that are read at the same time. */
  readonly concurrency: number;
  readonly assumedRetentionMs: number;
}

export interface Recount {
  /** In the ledger. */
  readonly allWindows: number;
  /** In the order of scopes and time. */
  readonly windows: readonly WindowRecount[];
}

/** Throws `StoreError` where what is committed cannot be read. */
export async function recountNight(deps: RecountDeps, request: RecountRequest, signal: AbortSignal): Promise<Recount> {
  const { manifest, commit } = request.committed;
  const allWindows = filesOf(manifest, "ledgers").reduce((sum, { rows }) => sum + rows, 0);
  const sample = sampleIndexes(allWindows, request.windows, commit.manifestSha256);
  const windows = await pickWindows(deps.store, manifest, sample, signal);
  const windowDeps = createWindowDeps(deps, request, signal);
  let done = 0;
  const recount = async (ofScope: ScopeWindows) =>
    recountScope(
      { ...deps, ...windowDeps, onDone: () => deps.onWindow(++done, sample.length) },
      manifest,
      ofScope,
      signal,
    );
  const recounts = await pMap(windows, recount, { concurrency: request.concurrency, signal });
  return { allWindows, windows: recounts.flat() };
}

interface ScopeWindows {
  readonly scope: Scope;
  readonly windows: CommittedWindow[];
}

/** `sample` numbers the lines of the ledger, ascending. */
async function pickWindows(
  store: ReportStore,
  manifest: Manifest,
  sample: readonly number[],
  signal: AbortSignal,
): Promise<readonly ScopeWindows[]> {
  const scopes = new Map<string, ScopeWindows>();
  let line = 0;
  let next = 0;
  for await (const row of readRows<LedgerLine>(store, filesOf(manifest, "ledgers"), "job-audit/ledger/v1", signal)) {
    if (sample[next] === line) {
      const picked = windowOf(row);
      const ofScope = scopes.get(scopeKey(row)) ?? { scope: picked.scope, windows: [] };
      ofScope.windows.push(picked);
      scopes.set(scopeKey(row), ofScope);
      next += 1;
    }
    line += 1;
  }
  return [...scopes.values()];
}

function windowOf({ family, region, bucket, queueId, tag, from, to, jobs, end }: LedgerLine): CommittedWindow {
  return {
    scope: { family, region, bucket, queueId, tag },
    window: { from: Date.parse(from), to: Date.parse(to) },
    jobs,
    holed: end === "hole",
  };
}

type ScopeDeps = RecountWindowDeps & Pick<RecountDeps, "store"> & { onDone(): void };

/** Windows ascend, and so do the jobs that are committed of the scope: both are read along once. */
async function recountScope(
  deps: ScopeDeps,
  manifest: Manifest,
  { scope, windows }: ScopeWindows,
  signal: AbortSignal,
): Promise<readonly WindowRecount[]> {
  const told = createCursor(readToldJobs(deps.store, manifest, scope, signal));
  const recountOne = async (committed: CommittedWindow) => {
    const { from, to } = committed.window;
    await told.passWhile(({ createdAt }) => Date.parse(createdAt) < from);
    const passTold = (take: (id: string) => void) =>
      told.passWhile(
        ({ createdAt }) => Date.parse(createdAt) < to,
        ({ jobId }) => take(jobId),
      );
    const recount = await recountWindow(deps, committed, passTold, signal);
    deps.onDone();
    return recount;
  };
  return pMap(windows, recountOne, { concurrency: 1 });
}

function createWindowDeps(
  { ci, clock }: RecountDeps,
  { committed: { manifest }, pageSize, assumedRetentionMs }: RecountRequest,
  signal: AbortSignal,
): RecountWindowDeps {
  const { family } = manifest;
  const planned = manifest.scopes.map(({ region, bucket, queueId, tag, origin, complete }) => {
    const scope = { family, region, bucket, queueId, tag };
    return { scope, origin, readBefore: complete, queue: null };
  });
  const keys = new Set(planned.map(({ scope }) => scopeKey(scope)));
  const span = { from: Date.parse(manifest.span.from), to: Date.parse(manifest.span.to) };
  const retention = { span, now: clock.now(), assumedRetentionMs };
  const regions = new Map<string, Promise<boolean>>();
  const askRegion = async (scope: Scope) => {
    const ofRegion = planned.filter((each) => each.scope.region === scope.region);
    const unproven = await checkRetention(ci, ofRegion, retention, signal);
    return ofRegion.some((each) => unproven(each).length > 0);
  };
  return {
    ci,
    limits: { ...defaultDescentLimits, pageSize },
    isPlanned: (key) => keys.has(key),
    isForgotten(scope) {
      const asked = regions.get(scope.region) ?? askRegion(scope);
      regions.set(scope.region, asked);
      return asked;
    },
  };
}
