import { describe, expect, it } from "vitest";
import { readSettings } from "../../lib/config/settings.ts";
import { settingsDigest } from "../../lib/config/settings-digest.ts";

const regions = "regions: [ap-chongqing, ap-beijing]\n";
const report = "report: { store: directory, path: ./reports }\n";

function digest(more: string): string {
  return settingsDigest(readSettings(regions + report + more, "test"));
}

const plain = digest("");

describe("settingsDigest", () => {
  it("is a SHA-256", () => {
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    "concurrency: 1",
    "maxRate: 5",
    "pageSize: 10",
    "window: 2h",
    "catchUp: 1d",
    "requestDeadline: 5s",
    "lookupIds: 10",
    "functions: { diff: { function: diff, region: ap-x } }",
    "alerts: { language: zh, sinks: [{ name: a, type: slack, urlFrom: U }] }",
    "spikes: { minRatio: 3 }",
    "endpoints: { ci: 'http://127.0.0.1:9000' }",
    "settle: 120m",
    "tags: { pic: [ImageInspect, PosterProduction, PicProcess] }",
  ])("does not change with %s", (more) => {
    expect(digest(more)).toBe(plain);
  });

  it("does not change with the report's place or the order of lists and keys", () => {
    const cos = "report: { store: cos, bucket: a-1250000000, region: ap-x }\n";
    expect(settingsDigest(readSettings(`${cos}regions: [ap-beijing, ap-chongqing]`, "test"))).toBe(plain);
    expect(digest("stuck: { queues: { p1: { queuedAfter: 1h }, p2: { queuedAfter: 5h } } }")).toBe(
      digest("stuck: { queues: { p2: { queuedAfter: 5h, runningAfter: 60m }, p1: { queuedAfter: 1h } } }"),
    );
  });

  it("changes with everything that decides what is found", () => {
    const digests = [
      "",
      "timeZone: UTC",
      "buckets: [a-1250000000]",
      "buckets: [{ name: a-1250000000, region: ap-x }]",
      "exclude: [{ bucket: a-1250000000, reason: x }]",
      "exclude: [{ bucket: a-1250000000, reason: y }]",
      "exclude: [{ bucket: a-1250000000, queueId: p1, reason: x }]",
      "tags: { pic: [PicProcess] }",
      "settle: 1h",
      "stuck: { queuedAfter: 1h }",
      "stuck: { runningAfter: 2h }",
      "stuck: { queues: { p1: { queuedAfter: 1h } } }",
      "stuck: { queues: { p2: { queuedAfter: 1h } } }",
      "openMaxAge: 1d",
      "maxLookups: 1000",
      "maxRetryLookups: 0",
      "assumedRetention: 1d",
      "fingerprints: { rules: [{ mask: a*, as: a, reason: x }] }",
      "fingerprints: { rules: [{ mask: a*, as: a, reason: x }, { mask: b*, as: b, reason: y }] }",
      "fingerprints: { rules: [{ mask: b*, as: b, reason: y }, { mask: a*, as: a, reason: x }] }",
      "stuck: { learned: {} }",
      "stuck: { learned: { nights: 3 } }",
      "stuck: { learned: {}, queues: { p1: { queuedAfter: 2h } } }",
      "stuck: { learned: {}, queues: { p1: { queuedAfter: 2h, runningAfter: 1h } } }",
    ].map(digest);
    expect(new Set(digests).size).toBe(24);
    expect(settingsDigest(readSettings(`regions: [ap-x]\n${report}`, "test"))).not.toBe(plain);
  });
});
