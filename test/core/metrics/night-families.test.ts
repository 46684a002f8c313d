import { describe, expect, it } from "vitest";
import { addLedgerLine } from "../../../lib/core/metrics/ledger-sums.ts";
import { type MeasuredNight, nightFamilies } from "../../../lib/core/metrics/night-families.ts";
import type { LedgerLine } from "../../../lib/core/schema/ledger.ts";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import type { ScopeSummary } from "../../../lib/core/schema/summary.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { noDurations } from "../../fakes/committed-night.ts";
import { aScope } from "../../fakes/samples.ts";
import { mislabelled, valuesOf } from "./families.ts";

function aSummary(change: Partial<ScopeSummary> = {}): ScopeSummary {
  return {
    ...{ ...aScope, complete: true, jobs: 10, byState: { Success: 8, Failed: 2 }, byVerdict: { failed: 2 } },
    ...{ failureRate: 0.2, wait: noDurations, run: noDurations, operations: [], ...change },
  };
}

type HoleRow = Manifest["holes"][number];
const night = { from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" };

function aHole(change: Partial<HoleRow> = {}): HoleRow {
  const { family: _, ...place } = aScope;
  return { ...place, ...night, cause: "network", detail: "d", requestId: null, evidence: null, ...change };
}

function measured(change: Partial<MeasuredNight> = {}) {
  return nightFamilies({
    manifest: aManifest(),
    commit: { revision: 3, committedAt: "2026-11-21T18:30:00.500Z" },
    summary: { scopes: [aSummary(), aSummary({ queueId: "pqueue2" })] },
    ledger: new Map(),
    ...change,
  });
}

const withHoles = (...holes: HoleRow[]) => measured({ manifest: aManifest({ status: "incomplete", holes }) });

describe("nightFamilies()", () => {
  it("tells where the night lies, which revision it is, and when that was committed", () => {
    const families = measured();
    const one = (name: Parameters<typeof valuesOf>[1]) => valuesOf(families, name, "family");
    // date -u -d 2026-11-20T16:00:00Z +%s
    expect(one("job_audit_night_start_timestamp_seconds")).toEqual({ pic: 1_795_190_400 });
    expect(one("job_audit_night_end_timestamp_seconds")).toEqual({ pic: 1_795_276_800 });
    expect(one("job_audit_night_committed_timestamp_seconds")).toEqual({ pic: 1_795_285_800.5 });
    expect(one("job_audit_night_revision")).toEqual({ pic: 3 });
    expect(one("job_audit_night_complete")).toEqual({ pic: 1 });
    expect(one("job_audit_night_coverage_ratio")).toEqual({ pic: 1 });
    expect(mislabelled(families)).toEqual([]);
  });

  it("counts jobs by state, those of unknown states together, and findings by verdict", () => {
    const byState = { Success: 5, "Odd one": 2, "Odd two": 3 };
    const byVerdict = { failed: 1, "stuck.queued": 2, "stuck.running": 4 };
    const families = measured({ summary: { scopes: [aSummary({ byState, byVerdict })] } });
    expect(valuesOf(families, "job_audit_night_jobs", "queue", "state")).toEqual({
      "pqueue1/Success": 5,
      "pqueue1/other": 5,
    });
    expect(valuesOf(families, "job_audit_night_findings", "verdict")).toEqual({
      ...{ failed: 1, "stuck.queued": 2, "stuck.running": 4 },
      ...{ held: 0, vanished: 0, "hidden-failure": 0, unrecognised: 0 },
    });
    expect(valuesOf(families, "job_audit_night_stuck_jobs", "queue")).toEqual({ pqueue1: 6 });
  });

  it("tells what could not be read of each scope, and of the night what share was", () => {
    const families = withHoles(
      aHole({ to: "2026-11-20T22:00:00.000Z" }),
      aHole({ from: "2026-11-20T19:00:00.000Z", to: "2026-11-21T04:00:00.000Z", cause: "token-loop" }),
    );
    expect(valuesOf(families, "job_audit_night_unread_seconds", "queue")).toEqual({ pqueue1: 43_200, pqueue2: 0 });
    expect(valuesOf(families, "job_audit_night_coverage_ratio", "family")).toEqual({ pic: 0.75 });
    expect(valuesOf(families, "job_audit_night_holes", "cause")).toEqual({ network: 1, "token-loop": 1 });
    expect(valuesOf(families, "job_audit_night_complete", "family")).toEqual({ pic: 0 });
  });

  it("takes a hole of a bucket for one of each scope in it, and of no other bucket or region", () => {
    const whole = { bucket: null, queueId: null, tag: null };
    const unread = (hole: Partial<HoleRow>) =>
      valuesOf(withHoles(aHole(hole)), "job_audit_night_unread_seconds", "queue");
    expect(unread(whole)).toEqual({ pqueue1: 86_400, pqueue2: 86_400 });
    expect(unread({ queueId: null, tag: null })).toEqual({ pqueue1: 86_400, pqueue2: 86_400 });
    expect(unread({ tag: null })).toEqual({ pqueue1: 86_400, pqueue2: 0 });
    for (const other of [{ region: "ap-x" }, { bucket: "b" }, { queueId: "q" }, { tag: "t" }]) {
      expect(unread(other)).toEqual({ pqueue1: 0, pqueue2: 0 });
    }
  });

  it("tells no share of a night in which places could not be listed, but how many", () => {
    const whole = { queueId: null, tag: null };
    const families = withHoles(
      aHole({ bucket: "b", ...whole }),
      aHole({ bucket: "b", ...whole, cause: "access-denied" }),
      aHole({ region: "ap-x", bucket: null, ...whole }),
      aHole({ bucket: "old", ...whole, from: "2026-11-18T16:00:00.000Z", to: night.from }),
    );
    expect(valuesOf(families, "job_audit_night_unlisted_places", "family")).toEqual({ pic: 2 });
    expect(valuesOf(families, "job_audit_night_coverage_ratio", "family")).toEqual({});
    expect(valuesOf(measured(), "job_audit_night_unlisted_places", "family")).toEqual({ pic: 0 });
    expect(mislabelled(families)).toEqual([]);
  });

  it("leaves what lies outside of the night out of its unread time: jobs of earlier nights", () => {
    const families = withHoles(aHole({ from: "2026-11-18T16:00:00.000Z", to: "2026-11-19T16:00:00.000Z" }));
    expect(valuesOf(families, "job_audit_night_coverage_ratio", "family")).toEqual({ pic: 1 });
    expect(valuesOf(families, "job_audit_night_holes", "cause")).toEqual({ network: 1 });
  });

  it("tells rates and quantiles in base units, and none where nothing ended", () => {
    const run = { ...noDurations, p50Ms: 1_500, p90Ms: 2_000, p99Ms: 60_000 };
    const quiet = aSummary({ queueId: "pqueue2", failureRate: null });
    const families = measured({ summary: { scopes: [aSummary({ run }), quiet] } });
    expect(valuesOf(families, "job_audit_night_failure_ratio", "queue")).toEqual({ pqueue1: 0.2 });
    expect(valuesOf(families, "job_audit_night_job_run_seconds", "queue", "quantile")).toEqual({
      "pqueue1/0.5": 1.5,
      "pqueue1/0.9": 2,
      "pqueue1/0.99": 60,
    });
    expect(valuesOf(families, "job_audit_night_job_wait_seconds", "queue")).toEqual({});
    const waited = measured({ summary: { scopes: [aSummary({ wait: run })] } });
    expect(valuesOf(waited, "job_audit_night_job_wait_seconds", "quantile")).toEqual({ 0.5: 1.5, 0.9: 2, 0.99: 60 });
  });

  it("adds the ledger up by scope", () => {
    const ledger = new Map();
    const line = { ...aScope, pages: 3, retries: 1, duplicates: 2 } as LedgerLine;
    for (const each of [line, { ...line, pages: 4 }, { ...line, queueId: "pqueue2" }]) addLedgerLine(ledger, each);
    const families = measured({ ledger });
    expect(valuesOf(families, "job_audit_night_windows", "queue")).toEqual({ pqueue1: 2, pqueue2: 1 });
    expect(valuesOf(families, "job_audit_night_pages", "queue")).toEqual({ pqueue1: 7, pqueue2: 3 });
    expect(valuesOf(families, "job_audit_night_page_retries", "queue")).toEqual({ pqueue1: 2, pqueue2: 1 });
    expect(valuesOf(families, "job_audit_night_duplicate_jobs", "queue")).toEqual({ pqueue1: 4, pqueue2: 2 });
    expect(mislabelled(families)).toEqual([]);
  });

  it("counts lines by dataset, also of those of which there are none", () => {
    const file = { key: "k", sha256: "a", uncompressedBytes: 1, uncompressedSha256: "b" };
    const files: Manifest["files"] = [
      { dataset: "findings", rows: 5, bytes: 100, ...file },
      { dataset: "findings", rows: 2, bytes: 50, ...file },
      { dataset: "amendments", rows: 9, bytes: 10, ...file },
    ];
    const families = measured({ manifest: aManifest({ files }) });
    expect(valuesOf(families, "job_audit_night_rows", "dataset")).toEqual({
      ...{ findings: 7, amendments: 9, open: 0, carried: 0, recoveries: 0 },
    });
    expect(valuesOf(families, "job_audit_night_report_bytes", "dataset")).toEqual({ findings: 150, amendments: 10 });
  });

  it("has labels of five hundred scopes at most: beyond, a night is told by its buckets", () => {
    const many = (count: number) => ({
      scopes: Array.from({ length: count }, (_, at) => aSummary({ queueId: `p${at}`, complete: at > 0 })),
    });
    const all = measured({ summary: many(500) });
    expect(Object.keys(valuesOf(all, "job_audit_night_scopes", "queue"))).toHaveLength(500);
    const sums = measured({ summary: many(501) });
    expect(valuesOf(sums, "job_audit_night_scopes", "bucket", "queue", "tag")).toEqual({
      "photos-1250000000/*/*": 501,
    });
    expect(valuesOf(sums, "job_audit_night_incomplete_scopes", "queue")).toEqual({ "*": 1 });
    expect(valuesOf(sums, "job_audit_night_jobs", "queue", "state")).toEqual({ "*/Success": 4_008, "*/Failed": 1_002 });
    expect(valuesOf(sums, "job_audit_night_failure_ratio", "queue")).toEqual({});
  });

  it("tells no coverage of a night without scopes", () => {
    expect(valuesOf(measured({ summary: { scopes: [] } }), "job_audit_night_coverage_ratio", "family")).toEqual({});
  });
});
