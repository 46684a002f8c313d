/** A series with all that can happen in one, audited night by night over real connections and held to its truth. */

import { describe, expect, it, onTestFinished } from "vitest";
import { emulatedCredentials, startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings } from "../../cli/emulated-settings.ts";
import { buildSeries } from "../../emulator/scenario/build-series.ts";
import type { FoundGroup } from "../../emulator/scenario/compare-groups.ts";
import { compareMorning, type FoundMorning } from "../../emulator/scenario/compare-morning.ts";
import { nightTimes } from "../../emulator/scenario/night-times.ts";
import { createSeries } from "../../emulator/scenario/read-series.ts";
import type { NightInput, Series } from "../../emulator/scenario/series.ts";
import { truthOfSeries } from "../../emulator/scenario/truth-of-series.ts";
import type { World } from "../../emulator/world.ts";
import { systemClock } from "../../lib/adapters/system/clock.ts";
import { readSettings } from "../../lib/config/settings.ts";
import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import type { GroupChange, Regression } from "../../lib/core/schema/regression.ts";
import { auditRequestOf } from "../../lib/runtime/audit-request.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { producer } from "../../lib/runtime/producer.ts";
import { auditNight } from "../../lib/usecases/audit/audit-night.ts";
import { diffNight, historyNights } from "../../lib/usecases/diff/diff-night.ts";
import { filesOf, readRows } from "../../lib/usecases/report/read-lines.ts";

const signal = new AbortController().signal;
const hang = { queued: 0.01, running: 0.01 };
const failure = { code: "TimedOut", messages: ["after {int:1-9999} s"] };
const late = { share: 0.01, at: "09:40" };

const nights: readonly NightInput[] = [
  { night: "2026-11-19", hang, unknownState: 0.01 },
  {
    night: "2026-11-20",
    alsoFailing: [{ code: "NoTemplate", messages: ["no {operation}"], share: 0.1, template: "旧版" }],
    late: [
      { ...late, hangs: "running", becomes: "Failed", failure },
      { ...late, hangs: "queued", becomes: "Running" },
      { ...late, hangs: "queued", becomes: "gone" },
      { ...late, hangs: "running", becomes: "Cancel" },
    ],
    events: [
      { queue: "archive", at: "20:00", state: "Paused" },
      { queue: "thumbs", at: "10:00", callback: { url: "https://hooks.example.com/other" }, maxSize: 4 },
      { queue: "fresh", at: "11:00", exists: true },
    ],
    retried: [{ share: 0.5, failAgain: 0.3 }],
  },
  {
    night: "2026-11-21",
    events: [
      { queue: "archive", at: "08:30", state: "Active" },
      { queue: "thumbs", at: "10:00", callback: null },
    ],
    retried: [{ share: 0.7, failAgain: 0.3 }],
  },
  { night: "2026-11-22", failures: [], events: [{ queue: "brief", at: "06:00", exists: false }] },
  { night: "2026-11-23", failures: [] },
  { night: "2026-11-24", failures: [] },
  { night: "2026-11-25" },
];

const series = createSeries(
  {
    jobs: 300,
    reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
    buckets: [
      {
        name: "photos-1250000000",
        region: "ap-chongqing",
        queues: [
          { name: "thumbs", weight: 3, callback: { url: "https://hooks.example.com/ci" } },
          ...["archive", "fresh", "brief"].map((name) => ({ name })),
        ],
      },
    ],
    failures: [{ code: "Unreadable", messages: ["{input} is broken", "无法读取"], share: 0.08 }],
    hiddenFailures: 0.02,
    nights: [...nights],
  },
  "the test",
);

async function openSeries({ nights: [first] }: Series, world: World) {
  let now = 0;
  const clock = { now: () => now, sleep: systemClock.sleep };
  if (first === undefined) throw new Error("there is no night");
  const { scenario } = first;
  const emulator = await startEmulatedCloud({ scenario, world, port: 0, now: clock.now, objects: null });
  onTestFinished(() => emulator.close());
  const settings = readSettings(emulatedSettings(scenario, emulator.url), "the test");
  const credentials = () => ({ ...emulatedCredentials, sessionToken: null });
  const app = compose(settings, { clock, credentials });
  return async (night: string, at: number): Promise<FoundMorning> => {
    now = at;
    const deps = { ...app, producer, onProgress: () => {} };
    const { manifest } = await auditNight(deps, auditRequestOf(settings, "pic", night), signal);
    const request = { name: { family: "pic" as const, date: night }, historyNights, baseline: null };
    const result = await diffNight({ store: app.store, output: app.store, producer }, request, signal);
    const files = result?.manifest.files.filter(({ dataset }) => dataset === "regressions") ?? [];
    const rows = await collect(readRows<Regression>(app.store, files, "job-audit/regression/v1", signal));
    return {
      ...{ jobs: manifest.jobs, states: manifest.byState },
      findings: await collect(
        readRows<Finding>(app.store, filesOf(manifest, "findings"), "job-audit/finding/v1", signal),
      ),
      carried: await collect(
        readRows<Carried>(app.store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal),
      ),
      amendments: await collect(
        readRows<Amendment>(app.store, filesOf(manifest, "amendments"), "job-audit/amendment/v1", signal),
      ),
      groups: rows.flatMap((row) => (row.kind === "group" ? [foundGroup(row)] : [])),
      failedAgain: inputsOf(rows, "failed-again"),
      recovered: inputsOf(rows, "recovered"),
      queues: rows.flatMap((row) => (row.kind === "queue" ? [row] : [])),
      worse: rows.filter(({ kind, worse }) => worse && !judged.has(kind)).length,
      incidents: [],
    };
  };
}

/** Lines that the nights before decide, of which histories do not tell. */
const judged: ReadonlySet<Regression["kind"]> = new Set(["spike", "drift", "slow"]);

async function collect<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

function foundGroup(row: GroupChange): FoundGroup {
  const { region, bucket, queueId, tag, fingerprint, baselineState, before, after, samples } = row;
  return { scope: { region, bucket, queueId, tag }, fingerprint, state: baselineState, before, after, samples };
}

function inputsOf(rows: readonly Regression[], outcome: string): readonly string[] {
  return rows.flatMap((row) => (row.kind === "input" && row.outcome === outcome ? [row.jobId] : []));
}

describe("a series that is audited night by night", () => {
  it("is told each morning as it happened", async () => {
    const world = buildSeries(series, 1);
    const truths = truthOfSeries(series, world);
    const morning = await openSeries(series, world);
    for (const [index, { scenario }] of series.nights.entries()) {
      const truth = truths[index];
      if (truth === undefined) throw new Error("there is no truth");
      const found = await morning(scenario.night, nightTimes(scenario).now);
      expect([scenario.night, ...compareMorning(truth, found)]).toEqual([scenario.night]);
    }
    const told = (pick: (truth: (typeof truths)[number]) => readonly string[]) =>
      [...new Set(truths.flatMap(pick))].sort();
    expect(told(({ groups }) => groups.map(({ state }) => state))).toEqual([
      "absent",
      "new",
      "regressed",
      "unchanged",
      "unknown",
      "updated",
    ]);
    expect(told(({ amendments }) => amendments.map(({ change }) => change))).toEqual(["changed", "ended", "vanished"]);
    expect(told(({ queues }) => queues.map(({ change }) => change))).toEqual([
      "callback-changed",
      "callback-off",
      "gone",
      "limits-changed",
      "new",
      "paused",
      "resumed",
    ]);
    expect(truths.filter(({ failedAgain, recovered }) => failedAgain.length * recovered.length > 0)).toHaveLength(2);
  });
});
