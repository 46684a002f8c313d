import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { playDemo } from "../../../cli/commands/demo.ts";
import { type DemoCloud, startDemoCloud } from "../../../cli/demo-cloud.ts";
import { demoNights } from "../../../emulator/scenario/demo-nights.ts";
import type { TruthIncident } from "../../../emulator/scenario/night-truth.ts";
import { createSeries } from "../../../emulator/scenario/read-series.ts";
import { createFakeIo } from "../fake-io.ts";

describe("demo, without what was planted", () => {
  it("opens no incident in the same nights, and sends nobody anything", async () => {
    const place = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
    onTestFinished(() => rm(place, { recursive: true }));
    const [one] = demoNights.nights;
    const nights = Array.from({ length: 9 }, (_, index) => ({ ...one, night: `2026-11-${13 + index}`, incidents: [] }));
    const series = createSeries({ ...demoNights, nights }, "the test");
    const told = createFakeIo();
    const clouds: DemoCloud[] = [];
    const open = async (path: string) => {
      const cloud = await startDemoCloud(path, { series });
      clouds.push(cloud);
      return cloud;
    };
    expect(await playDemo(place, told, { open })).toBe(0);
    expect(told.written.out).toContain(
      "2026-11-21: 9 quiet nights, 3.7 % failed, nothing opened.\n\nAs planted: all 9",
    );
    expect(clouds.map(({ alerts }) => [alerts.events.length, alerts.refused()])).toEqual([[0, 0]]);
  }, 120_000);
});

const missing: TruthIncident = {
  ...{ change: "opened", rule: "queue.gone", queueId: "p1", tag: null },
  ...{ code: null, why: null, told: false },
};

describe("demo, when a morning is not what was planted", () => {
  async function playChanged(change: (cloud: DemoCloud) => Partial<DemoCloud>, json = false) {
    const changed = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
    onTestFinished(() => rm(changed, { recursive: true }));
    const told = createFakeIo();
    const open = async (path: string) => {
      const cloud = await startDemoCloud(path);
      const nights = cloud.nights.slice(0, 1);
      return { ...cloud, nights, ...change({ ...cloud, nights }) };
    };
    const code = await playDemo(changed, told, { json, open });
    return { ...told.written, code };
  }

  it("says what differs, and exits with 3", async () => {
    const said = await playChanged(({ nights }) => ({
      nights: nights.map(({ scenario, truth }) => ({ scenario, truth: { ...truth, worse: 7 } })),
    }));
    expect(said.code).toBe(3);
    expect(said.out).not.toContain("As planted");
    expect(said.err).toBe(
      "The morning after 2026-11-13 is not what was planted:\n  - 7 lines got worse, and 0 were told\n\n1 of 1 morning not as planted.\n",
    );
  }, 60_000);

  it("says which incident did not open, and which nobody planted", async () => {
    const said = await playChanged(({ nights }) => ({
      nights: nights.map(({ scenario, truth }) => ({ scenario, truth: { ...truth, incidents: [missing] } })),
    }));
    expect(said.code).toBe(3);
    expect(said.err).toContain("  - planted and not found: queue.gone of p1 opened, of which nobody was told\n");
  }, 60_000);

  it("says that nothing was committed, and what the functions logged", async () => {
    const start = async () => ({ requestId: null });
    const said = await playChanged(({ app, functions }) => ({
      app: { ...app, functions: { start } },
      functions: { ...functions, log: () => "a line\n" },
    }));
    expect(said.code).toBe(3);
    expect(said.err).toContain("  - the functions committed nothing\n\nThe functions logged:\na line\n");
  }, 60_000);

  it("prints one line of JSON a morning with --json, with what differs, and nothing else", async () => {
    const planted = await playChanged(() => ({}), true);
    expect(planted).toMatchObject({ code: 0, err: "" });
    const lines = planted.out.split("\n");
    expect(lines).toHaveLength(2);
    expect(JSON.parse(planted.out)).toEqual({
      night: "2026-11-13",
      status: "complete",
      jobs: 2_000,
      counts: {
        byState: { Cancel: 8, Failed: 73, Success: 1_919 },
        byVerdict: { failed: 73, "hidden-failure": 4 },
      },
      findings: 77,
      carried: 0,
      amendments: 0,
      failedAgain: 0,
      recovered: 0,
      queues: 0,
      worse: 0,
      incidents: [],
      alerts: [],
      asPlanted: true,
      differences: [],
    });
    const start = async () => ({ requestId: null });
    const empty = await playChanged(({ app }) => ({ app: { ...app, functions: { start } } }), true);
    expect(empty.code).toBe(3);
    expect(JSON.parse(empty.out)).toEqual({
      night: "2026-11-13",
      asPlanted: false,
      differences: ["the functions committed nothing"],
    });
  }, 60_000);

  it("ends what it has begun when it is interrupted", async () => {
    const changed = await mkdtemp(join(tmpdir(), "job-audit-demo-"));
    onTestFinished(() => rm(changed, { recursive: true }));
    const told = createFakeIo();
    told.interrupt();
    await expect(playDemo(changed, told)).rejects.toThrow("interrupted");
  }, 60_000);
});
