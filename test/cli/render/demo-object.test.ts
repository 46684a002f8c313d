import { describe, expect, it } from "vitest";
import { demoObject } from "../../../cli/render/demo-object.ts";
import type { FoundMorning } from "../../../emulator/scenario/compare-morning.ts";
import { sampleMessage } from "../../../lib/core/alerts/sample-message.ts";
import { aManifest } from "../../fakes/a-manifest.ts";

const incident = {
  ...{ change: "opened", rule: "queue.paused", queueId: "p1", tag: null },
  ...{ code: null, why: null, told: true },
};

const found: FoundMorning = {
  ...{ jobs: 9, states: {}, findings: [], carried: [], amendments: [], groups: [] },
  ...{ failedAgain: ["c1"], recovered: [], queues: [{ queueId: "p1", change: "paused" }], worse: 1 },
  incidents: [incident],
};

describe("demoObject", () => {
  it("tells what became of incidents, and which alerts came", () => {
    const alert = sampleMessage({ at: 0, night: { family: "pic", date: "2026-11-20" }, page: null });
    const morning = { night: { manifest: aManifest({ jobs: 9 }) }, alerts: [alert] };
    expect(demoObject({ night: "2026-11-20", read: { morning, found }, differences: ["one"] })).toMatchObject({
      night: "2026-11-20",
      jobs: 9,
      failedAgain: 1,
      queues: 1,
      worse: 1,
      incidents: [incident],
      alerts: [{ title: "SAMPLE · Critical: 2 new, 1 resolved · 2026-11-20", items: 3 }],
      asPlanted: false,
      differences: ["one"],
    });
  });
});
