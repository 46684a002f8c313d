import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { findingRow } from "../../../lib/core/rows.ts";
import type { Summary } from "../../../lib/core/schema/summary.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { readFindings, readSummary } from "../../../lib/usecases/report/read-rows.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope } from "../../fakes/samples.ts";

const signal = new AbortController().signal;

function finding(id: string) {
  return findingRow(
    aScope,
    aJob({ id, state: "Failed", message: "两 lines\nof text" }),
    {
      name: "failed",
      reason: "r",
    },
    fingerprinting,
  );
}

const summary: Summary = {
  schema: "job-audit/summary/v1",
  family: "pic",
  night: "2026-11-21",
  span: { from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" },
  asOf: "2026-11-21T18:00:00.000Z",
  complete: true,
  jobs: 3,
  byState: { Failed: 3 },
  byVerdict: { failed: 3 },
  scopes: [],
};

/** A report of two files of findings, a file of other rows and a summary. */
async function aReport() {
  const store = memoryStore();
  const writer = createReportWriter(store, signal);
  const rows = ["c1", "c2", "c3"].map((id) => toLine(finding(id)));
  await writer.lines("findings", ({ sha256 }) => `a/${sha256}.jsonl.gz`, rows.slice(0, 2));
  await writer.lines("findings", ({ sha256 }) => `b/${sha256}.jsonl.gz`, rows.slice(2));
  await writer.lines("open", ({ sha256 }) => `o/${sha256}.jsonl.gz`, [toLine({ open: true })]);
  await writer.document("summaries", (sha256) => `s/${sha256}.json`, summary);
  return { store, manifest: aManifest({ files: [...writer.files] }) };
}

async function readAll({ store, manifest }: Awaited<ReturnType<typeof aReport>>) {
  const rows = [];
  for await (const row of readFindings(store, manifest, signal)) rows.push(row);
  return rows;
}

describe("readFindings()", () => {
  it("gives every finding of every file back, in the order of the manifest", async () => {
    expect(await readAll(await aReport())).toEqual(["c1", "c2", "c3"].map(finding));
  });

  it("has one file in memory at a time", async () => {
    const { store, manifest } = await aReport();
    store.calls.length = 0;
    await readFindings(store, manifest, signal).next();
    expect(store.calls).toHaveLength(1);
  });

  it("refuses a file that is missing", async () => {
    const report = await aReport();
    report.store.objects.delete(report.manifest.files[1]?.key ?? "");
    await expect(readAll(report)).rejects.toThrow(/Cannot read the report: memory:reports\/b\/.* is missing/);
  });

  it("refuses a file that was changed, though by one bit", async () => {
    const report = await aReport();
    const key = report.manifest.files[1]?.key ?? "";
    const bytes = Buffer.from(report.store.objects.get(key) ?? []);
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    report.store.objects.set(key, bytes);
    await expect(readAll(report)).rejects.toThrow(StoreError);
    await expect(readAll(report)).rejects.toThrow(/Cannot trust the report: memory:reports\/b\/.* was changed/);
  });
});

describe("a report of another version", () => {
  it("is told as one, not as a defect", async () => {
    const store = memoryStore();
    const writer = createReportWriter(store, signal);
    await writer.lines("findings", ({ sha256 }) => `a/${sha256}.jsonl.gz`, [
      toLine({ schema: "job-audit/finding/v9" }),
    ]);
    const reading = readAll({ store, manifest: aManifest({ files: [...writer.files] }) });
    await expect(reading).rejects.toThrow(StoreError);
    await expect(reading).rejects.toThrow(/it was written by another version of this program$/);
  });
});

describe("readSummary()", () => {
  it("gives the summary back", async () => {
    const { store, manifest } = await aReport();
    expect(await readSummary(store, manifest, signal)).toEqual(summary);
  });

  it("says when there is none", async () => {
    await expect(readSummary(memoryStore(), aManifest(), signal)).rejects.toThrow(/the manifest names none/);
  });

  it("tells a summary of another version as one", async () => {
    const store = memoryStore();
    const writer = createReportWriter(store, signal);
    await writer.document("summaries", (sha256) => `s/${sha256}.json`, { schema: "job-audit/summary/v9" });
    const reading = readSummary(store, aManifest({ files: [...writer.files] }), signal);
    await expect(reading).rejects.toThrow(/it was written by another version of this program$/);
  });
});
