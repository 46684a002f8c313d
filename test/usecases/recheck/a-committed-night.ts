/** Committed nights with the rows that a test wants in them, and such rows. */

import { isoInstant, isoSpan } from "../../../lib/core/instant.ts";
import { nightPartKey, scopePartKey } from "../../../lib/core/key.ts";
import { amendmentRow, type LaterOutcome, openJobRow } from "../../../lib/core/rows.ts";
import type { Amendment } from "../../../lib/core/schema/carried.ts";
import type { OpenJob } from "../../../lib/core/schema/finding.ts";
import type { LedgerLine } from "../../../lib/core/schema/ledger.ts";
import type { Scope } from "../../../lib/core/scope.ts";
import type { Window } from "../../../lib/core/window.ts";
import type { KnownJob } from "../../../lib/usecases/recheck/known-job.ts";
import type { PendingChunk } from "../../../lib/usecases/recheck/pending-chunks.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";

export const { signal: never } = new AbortController();

export interface NightRows {
  /** Each list is one file. */
  readonly open?: readonly (readonly OpenJob[])[];
  readonly ledgers?: readonly LedgerLine[];
  readonly amendments?: readonly Amendment[];
}

export async function commitRows(store: MemoryStore, date: string, rows: NightRows): Promise<CommittedNight> {
  const night = { family: "pic", date } as const;
  const writer = createReportWriter(store, never);
  for (const file of rows.open ?? []) await writer.lines("open", scopePartKey("open", night, aScope), file.map(toLine));
  await writer.lines("ledgers", nightPartKey("ledgers", night), (rows.ledgers ?? []).map(toLine));
  await writer.lines("amendments", nightPartKey("amendments", night), (rows.amendments ?? []).map(toLine));
  const manifestKey = `v1/manifests/${date}`;
  return {
    key: `v1/commits/${date}`,
    manifest: aManifest({ night: date, files: [...writer.files] }),
    commit: {
      schema: "job-audit/commit/v1",
      ...{ family: "pic", night: date, revision: 1, status: "complete" },
      ...{
        manifest: manifestKey,
        manifestSha256: "ab".repeat(32),
        replaces: null,
        committedAt: "2026-11-21T18:30:00.000Z",
      },
    },
  };
}

/** An open job, `second` seconds into the night. */
export function openRow(id: string, second: number, scope: Scope = aScope, state = "Submitted"): OpenJob {
  return openJobRow(scope, aJob({ id, createdAt: midnight + second * 1_000, state, startedAt: null }));
}

/** A window in seconds of the night. */
export function ledgerLine(
  from: number,
  to: number,
  byState: Record<string, number> = {},
  scope: Scope = aScope,
): LedgerLine {
  const jobs = Object.values(byState).reduce((sum, count) => sum + count, 0);
  return {
    schema: "job-audit/ledger/v1",
    ...scope,
    ...isoSpan({ from: midnight + from * 1_000, to: midnight + to * 1_000 }),
    ...{ pages: 1, jobs, byState, duplicates: 0, outside: 0, foreign: 0, restarts: 0, halvings: 0, retries: 0 },
    ...{ order: "kept", end: "no-token", holes: [], tally: null },
  };
}

export function amendment(
  id: string,
  second: number,
  change: Partial<LaterOutcome> & { readonly scope?: Scope; readonly state?: string } = {},
): Amendment {
  const { scope = aScope, state = "Success", ...rest } = change;
  const job = aJob({ id, createdAt: midnight + second * 1_000, state });
  const was = { state: "Submitted", startedAt: null };
  const told = { night: "2026-11-21", change: "ended", was, verdict: null, reason: "succeeded", ...rest } as const;
  return amendmentRow(scope, { job, ...told }, fingerprinting);
}

export function known(id: string, second: number, was: Partial<KnownJob["was"]> = {}, scope = aScope): KnownJob {
  return { row: openRow(id, second, scope), was: { state: "Submitted", startedAt: null, ...was } };
}

export function pending(jobs: readonly KnownJob[], change: Partial<PendingChunk> = {}): PendingChunk {
  const times = jobs.map(({ row }) => Date.parse(row.createdAt));
  const window: Window = { from: Math.min(...times), to: Math.max(...times) + 1_000 };
  return { night: "2026-11-21", scope: aScope, window, jobs, position: 0, walk: false, outdated: false, ...change };
}

export function instantAt(second: number): string {
  return isoInstant(midnight + second * 1_000);
}
