import { describe, expect, it } from "vitest";
import { scopePartKey } from "../../../lib/core/key.ts";
import { findingRow, openJobRow } from "../../../lib/core/rows.ts";
import { readRecordedJobs } from "../../../lib/usecases/repair/recorded-jobs.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { createSpool } from "../../../lib/usecases/report/spool.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";

const { signal } = new AbortController();
const name = { family: "pic", date: "2026-11-21" } as const;
const minuteMs = 60_000;
const fingerprints = { fingerprintsOf: () => ["v1:aa"] };

describe("readRecordedJobs()", () => {
  it("counts a job that hangs once, and one that was young when it was seen without a verdict", async () => {
    const store = memoryStore();
    const writer = createReportWriter(store, signal);
    const job = (id: string, minute: number, state: string) =>
      aJob({ id, state, createdAt: midnight + minute * minuteMs, endedAt: null });
    const hanging = job("hanging", 5, "Running");
    const all = [job("outside", 1, "Running"), hanging, job("young", 6, "Running"), job("later", 90, "Submitted")];
    const verdict = { name: "stuck.running", reason: "runs for longer than 1m" } as const;
    const finding = findingRow(aScope, hanging, verdict, fingerprints);
    await writer.lines("findings", scopePartKey("findings", name, aScope), [toLine(finding)]);
    await writer.lines(
      "open",
      scopePartKey("open", name, aScope),
      all.map((each) => toLine(openJobRow(aScope, each))),
    );
    const of = (dataset: string) => writer.files.filter((file) => file.dataset === dataset);
    const windows = [2, 30, 60].map((from) => ({
      from: midnight + from * minuteMs,
      to: midnight + (from + 28) * minuteMs,
    }));
    const spool = createSpool(store, "run", 1_000_000);
    const scope = { findings: of("findings"), open: of("open") };
    const recorded = await readRecordedJobs(store, { scope, windows }, spool, signal);
    expect([...recorded.keys()]).toEqual([windows[0]?.from]);
    const first = recorded.get(windows[0]?.from ?? 0);
    expect(JSON.parse(String(await first?.tally.read(signal)))).toMatchObject({
      jobs: 2,
      byState: { Running: 2 },
      byVerdict: { "stuck.running": 1 },
    });
    const keys = await Promise.all((first?.keys ?? []).map(async (run) => String(await run.read(signal))));
    expect(keys.join("").match(/hanging|young|outside|later/g)).toEqual(["hanging", "young"]);
  });
});
