import { describe, expect, it } from "vitest";
import type { FingerprintRule } from "../../../lib/core/fingerprint/rules/fingerprint-rule.ts";
import {
  createFingerprintScheme,
  currentVersion,
  greatestCommonVersion,
  versionOf,
} from "../../../lib/core/fingerprint/versions.ts";

const mask: FingerprintRule = { kind: "mask", pattern: "shard-*", as: "shard", code: null, reason: "random" };
const merge: FingerprintRule = { kind: "merge", patterns: ["timed out"], as: "slow", code: null, reason: "one cause" };
const kind = { code: "NoSuchKey", message: "key a/b.jpg is missing" };

describe("createFingerprintScheme", () => {
  it("writes the current version alone unless more is asked", () => {
    const scheme = createFingerprintScheme({ rules: [], older: [] });
    expect(scheme).toMatchObject({ current: "v2", written: ["v2"] });
    expect(scheme.fingerprintsOf(kind)).toEqual([expect.stringMatching(/^v2:[0-9a-f]{32}$/)]);
  });

  it("writes older versions that it knows beside it, the greatest last, and no unknown one", () => {
    const scheme = createFingerprintScheme({ rules: [], older: ["v3", "v2", "v1", "v2+00000000"] });
    expect(scheme.written).toEqual(["v1", "v2"]);
    // printf '["NoSuchKey","key <key.jpg> is missing"]' | sha256sum, and the same with <key>
    expect(scheme.fingerprintsOf(kind)).toEqual([
      "v1:0bd0d358188601a96541565b759dc556",
      "v2:e94645a73beb6155233a4b0c31244edf",
    ]);
  });

  it("writes the plain version beside one of rules", () => {
    const scheme = createFingerprintScheme({ rules: [mask], older: ["v1"] });
    expect(scheme.written).toEqual(["v1", "v2", scheme.current]);
    expect(scheme.current).toMatch(/^v2\+[0-9a-f]{8}$/);
    const [, plain] = scheme.fingerprintsOf(kind);
    expect(plain).toBe(createFingerprintScheme({ rules: [], older: [] }).fingerprintsOf(kind)[0]);
    expect(scheme.fingerprintsOf(kind).map(versionOf)).toEqual(scheme.written);
  });
});

describe("currentVersion", () => {
  it("changes with the rules and their order, and not with their reasons or the order of their keys", () => {
    const versions = [[], [mask], [merge], [mask, merge], [merge, mask], [{ ...mask, code: "E" }]].map(currentVersion);
    expect(new Set(versions).size).toBe(6);
    expect(currentVersion([{ ...mask, reason: "other words" }])).toBe(currentVersion([mask]));
    const turned: FingerprintRule = { reason: "x", code: null, as: "shard", pattern: "shard-*", kind: "mask" };
    expect(currentVersion([turned])).toBe(currentVersion([mask]));
  });
});

describe("greatestCommonVersion", () => {
  it.each([
    [["v1", "v2"], [["v1"], ["v1", "v2"]], "v1"],
    [["v1", "v2"], [["v2"], ["v1", "v2"]], "v2"],
    [["v2", "v2+aaaaaaaa"], [["v2", "v2+bbbbbbbb"]], "v2"],
    [["v1", "v2"], [["v1"], ["v2"]], null],
    [["v2"], [["v1"]], null],
    [["v1", "v2"], [], "v2"],
  ])("is, of %j with %j, %j", (night, history, version) => {
    expect(greatestCommonVersion(night, history)).toBe(version);
  });
});
