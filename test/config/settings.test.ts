import { describe, expect, it } from "vitest";
import { readSettings, type Settings } from "../../lib/config/settings.ts";
import { least } from "./least-settings.ts";

function read(more: string): Settings {
  return readSettings(least + more, "audit.yaml");
}

describe("readSettings", () => {
  it("has a default for all but regions and report", () => {
    expect(read("")).toEqual({
      timeZone: "Asia/Shanghai",
      families: ["pic"],
      regions: ["ap-chongqing"],
      buckets: [],
      exclude: [],
      tags: {},
      settleMs: 7_200_000,
      stuck: { queuedAfterMs: 7_200_000, runningAfterMs: 3_600_000, queues: {}, learned: null },
      windowMs: 3_600_000,
      catchUpMs: 604_800_000,
      openMaxAgeMs: 604_800_000,
      lookupIds: null,
      maxLookups: 100_000,
      maxRetryLookups: 1_000,
      assumedRetentionMs: 259_200_000,
      concurrency: 16,
      pageSize: 100,
      maxRate: null,
      requestDeadlineMs: 60_000,
      report: { store: "directory", path: "./reports" },
      functions: { audit: null, diff: null, shard: null },
      fanOut: { shards: 100, pagesPerShard: null },
      watchdog: { graceMs: 14_400_000, silenceMs: 1_200_000 },
      heartbeat: null,
      fingerprints: { rules: [] },
      spikes: { minRatio: 1.5, minExcess: 5, falseDiscoveryRate: 0.05 },
      alerts: { language: "en", repeatNights: 7, alwaysAlert: [], pageBase: null, sinks: [], silences: [] },
      endpoints: { ci: null, cos: null, scf: null },
    });
  });

  it("takes every key", () => {
    const text = `
timeZone: America/New_York
families: [pic]
regions: [ap-guangzhou, na-siliconvalley]
buckets: [photos-1250000000, { name: a-1250000000, region: ap-beijing }]
exclude: [{ bucket: b-1250000000, reason: 测试 }, { bucket: c-1250000000, queueId: p1, reason: x }]
tags: { pic: [PicProcess] }
settle: 0s
stuck: { queuedAfter: 30m, runningAfter: 45s, queues: { p1: { runningAfter: 2d }, p2: {} }, learned: { factor: 1.5, floor: 5m } }
window: 24h
catchUp: 1d
openMaxAge: 30d
lookupIds: 10
maxLookups: 10000000
maxRetryLookups: 0
assumedRetention: 12h
concurrency: 256
pageSize: 1
maxRate: 0.5
requestDeadline: 1h
report: { store: cos, bucket: audit-1250000000, region: ap-chongqing }
functions:
  audit: { function: job-audit-audit, namespace: night, region: ap-guangzhou }
  diff: { function: job-audit-diff, region: ap-guangzhou }
  shard: { function: job-audit-shard, region: ap-guangzhou }
fanOut: { shards: 7, pagesPerShard: 5000 }
watchdog: { grace: 90m, silence: 1h }
heartbeat: { urlFrom: HEARTBEAT_URL, allowPrivate: true }
spikes: { minRatio: 2, minExcess: 12.5, falseDiscoveryRate: 0.01 }
fingerprints:
  rules:
    - { mask: "shard-*", as: shard, reason: random names }
    - { split: "decode **.{extension}", byOperation: true, code: DecodeError, reason: codecs fail apart }
    - { merge: ["**超时", timed out], as: source-slow, reason: one cause }
alerts:
  language: zh
  repeatNights: 1
  alwaysAlert: [InputFileNotFound]
  pageBase: https://reports.example.com/audits/
  sinks:
    - { name: ops, type: feishu, urlFrom: OPS_URL, secretFrom: OPS_SECRET, severity: info, language: en }
    - { name: hook.2, type: webhook, urlFrom: hook_url, allowPrivate: true }
  silences:
    - { match: { rule: rate.spike, bucket: a-1250000000 }, reason: load test, owner: li, until: 2026-12-31 }
endpoints: { ci: "http://127.0.0.1:9000/", cos: "https://cos.example.com", scf: "http://127.0.0.1:9001" }
`;
    expect(readSettings(text, "audit.yaml")).toEqual({
      timeZone: "America/New_York",
      families: ["pic"],
      regions: ["ap-guangzhou", "na-siliconvalley"],
      buckets: ["photos-1250000000", { name: "a-1250000000", region: "ap-beijing" }],
      exclude: [
        { bucket: "b-1250000000", queueId: null, reason: "测试" },
        { bucket: "c-1250000000", queueId: "p1", reason: "x" },
      ],
      tags: { pic: ["PicProcess"] },
      settleMs: 0,
      stuck: {
        queuedAfterMs: 1_800_000,
        runningAfterMs: 45_000,
        queues: { p1: { runningAfterMs: 172_800_000 }, p2: {} },
        learned: { quantile: 0.999, factor: 1.5, floorMs: 300_000, minJobs: 1_000, nights: 7 },
      },
      windowMs: 86_400_000,
      catchUpMs: 86_400_000,
      openMaxAgeMs: 2_592_000_000,
      lookupIds: 10,
      maxLookups: 10_000_000,
      maxRetryLookups: 0,
      assumedRetentionMs: 43_200_000,
      concurrency: 256,
      pageSize: 1,
      maxRate: 0.5,
      requestDeadlineMs: 3_600_000,
      report: { store: "cos", bucket: "audit-1250000000", region: "ap-chongqing", prefix: "audits" },
      spikes: { minRatio: 2, minExcess: 12.5, falseDiscoveryRate: 0.01 },
      functions: {
        audit: { function: "job-audit-audit", namespace: "night", region: "ap-guangzhou" },
        diff: { function: "job-audit-diff", namespace: "default", region: "ap-guangzhou" },
        shard: { function: "job-audit-shard", namespace: "default", region: "ap-guangzhou" },
      },
      fanOut: { shards: 7, pagesPerShard: 5_000 },
      watchdog: { graceMs: 5_400_000, silenceMs: 3_600_000 },
      heartbeat: { urlFrom: "HEARTBEAT_URL", allowPrivate: true },
      fingerprints: {
        rules: [
          { kind: "mask", pattern: "shard-*", as: "shard", code: null, reason: "random names" },
          {
            kind: "split",
            pattern: "decode **.{extension}",
            byOperation: true,
            code: "DecodeError",
            reason: "codecs fail apart",
          },
          { kind: "merge", patterns: ["**超时", "timed out"], as: "source-slow", code: null, reason: "one cause" },
        ],
      },
      alerts: {
        language: "zh",
        repeatNights: 1,
        alwaysAlert: ["InputFileNotFound"],
        pageBase: "https://reports.example.com/audits",
        sinks: [
          {
            name: "ops",
            type: "feishu",
            urlFrom: "OPS_URL",
            secretFrom: "OPS_SECRET",
            severity: "info",
            language: "en",
            allowPrivate: false,
          },
          {
            name: "hook.2",
            type: "webhook",
            urlFrom: "hook_url",
            secretFrom: null,
            severity: "warning",
            language: "zh",
            allowPrivate: true,
          },
        ],
        silences: [
          {
            match: { rule: "rate.spike", bucket: "a-1250000000" },
            reason: "load test",
            owner: "li",
            until: "2026-12-31",
          },
        ],
      },
      endpoints: { ci: "http://127.0.0.1:9000", cos: "https://cos.example.com", scf: "http://127.0.0.1:9001" },
    });
  });

  it("gives what nobody can change", () => {
    const settings = read("stuck: { queues: { p1: {} } }");
    expect([settings, settings.regions, settings.stuck, settings.stuck.queues["p1"]].every(Object.isFrozen)).toBe(true);
  });

  it.each(["", "a", "a/b=c", ".a", "a..b"])("takes the prefix %j", (prefix) => {
    const report = `{ store: cos, bucket: a-1250000000, region: ap-x, prefix: ${JSON.stringify(prefix)} }`;
    expect(readSettings(`regions: [ap-x]\nreport: ${report}`, "x").report).toMatchObject({ prefix });
  });
});
