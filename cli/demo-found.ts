/** What a morning's reports say, read back from the store, in the words of the scenario's truth. */

import type { FoundMorning } from "../emulator/scenario/compare-morning.ts";
import type { Amendment, Carried } from "../lib/core/schema/carried.ts";
import type { GroupChange, Regression } from "../lib/core/schema/regression.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readRegressions } from "../lib/usecases/diff/read-diff.ts";
import { filesOf, readRows } from "../lib/usecases/report/read-lines.ts";
import { readFindings } from "../lib/usecases/report/read-rows.ts";
import { foundIncidents } from "./demo-incidents.ts";
import type { Morning } from "./demo-night.ts";

/** Lines that the nights before decide. */
const judged: ReadonlySet<Regression["kind"]> = new Set(["spike", "drift", "slow", "rate", "duration"]);

export async function readFound(
  store: ReportStore,
  { night: { manifest }, diff, incidents, alerts }: Morning,
  signal: AbortSignal,
): Promise<FoundMorning> {
  const carried = readRows<Carried>(store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal);
  const amended = readRows<Amendment>(store, filesOf(manifest, "amendments"), "job-audit/amendment/v1", signal);
  const lines = await listOf(readRegressions(store, diff.manifest, signal));
  return {
    jobs: manifest.jobs,
    states: manifest.byState,
    findings: await listOf(readFindings(store, manifest, signal)),
    carried: await listOf(carried),
    amendments: await listOf(amended),
    groups: ofKind(lines, "group").map(foundGroup),
    failedAgain: jobsOf(lines, "failed-again"),
    recovered: jobsOf(lines, "recovered"),
    queues: ofKind(lines, "queue"),
    worse: lines.filter(({ kind, worse }) => worse && !judged.has(kind)).length,
    incidents: foundIncidents(incidents, alerts),
  };
}

function foundGroup({ fingerprint, baselineState, before, after, samples, ...place }: GroupChange) {
  const { region, bucket, queueId, tag } = place;
  return { scope: { region, bucket, queueId, tag }, fingerprint, state: baselineState, before, after, samples };
}

function jobsOf(lines: readonly Regression[], outcome: "failed-again" | "recovered"): readonly string[] {
  return ofKind(lines, "input")
    .filter((line) => line.outcome === outcome)
    .map(({ jobId }) => jobId);
}

function ofKind<Kind extends Regression["kind"]>(lines: readonly Regression[], kind: Kind) {
  return lines.filter((line): line is Extract<Regression, { readonly kind: Kind }> => line.kind === kind);
}

async function listOf<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
