/** What a committed night measures, read from its report; and of its diff and incidents, if these are there. */

import type { NightName } from "../../core/key.ts";
import { diffFamilies } from "../../core/metrics/diff-families.ts";
import { addLedgerLine, type LedgerSums } from "../../core/metrics/ledger-sums.ts";
import type { MetricFamily } from "../../core/metrics/metric-family.ts";
import { nightFamilies } from "../../core/metrics/night-families.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type CommittedDiff, readCommittedDiff } from "../diff/read-diff.ts";
import { readStoredIncidents } from "../notify/stored-incidents.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { readSummary } from "../report/read-rows.ts";

/** Throws `StoreError` for a report that is damaged. */
export async function measureNight(
  store: ReportStore,
  { manifest, commit }: Pick<CommittedNight, "manifest" | "commit">,
  signal: AbortSignal,
): Promise<readonly MetricFamily[]> {
  const sums: Parameters<typeof addLedgerLine>[0] = new Map();
  const lines = readRows<LedgerLine>(store, filesOf(manifest, "ledgers"), "job-audit/ledger/v1", signal);
  for await (const line of lines) addLedgerLine(sums, line);
  const ledger: LedgerSums = sums;
  return nightFamilies({ manifest, commit, ledger, summary: await readSummary(store, manifest, signal) });
}

export async function measureDiff(
  store: ReportStore,
  name: NightName,
  { diff, commit: { revision } }: Pick<CommittedDiff, "diff" | "commit">,
  signal: AbortSignal,
): Promise<readonly MetricFamily[]> {
  const stored = await readStoredIncidents(store, name, signal);
  return diffFamilies({ diff, revision, incidents: stored?.incidents ?? null });
}

/** None where the night has no diff, or one of another revision of it. */
export async function measureDiffOf(
  store: ReportStore,
  { manifest: { family, night }, commit }: Pick<CommittedNight, "manifest" | "commit">,
  signal: AbortSignal,
): Promise<readonly MetricFamily[]> {
  const name = { family, date: night };
  const diff = await readCommittedDiff(store, name, signal);
  return diff?.manifest.of.manifest === commit.manifest ? measureDiff(store, name, diff, signal) : [];
}
