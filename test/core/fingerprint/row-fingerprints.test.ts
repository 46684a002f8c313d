import { describe, expect, it } from "vitest";
import { fingerprintAt, fingerprintsOfRow } from "../../../lib/core/fingerprint/row-fingerprints.ts";

const both = { fingerprint: "v2+0a:cc", olderFingerprints: ["v1:aa", "v2:bb"] };

describe("fingerprintAt()", () => {
  it.each([
    ["v1", "v1:aa"],
    ["v2", "v2:bb"],
    ["v2+0a", "v2+0a:cc"],
    ["v", null],
    ["v3", null],
  ])("finds the one of version %s", (version, expected) => {
    expect(fingerprintAt(both, version)).toBe(expected);
  });

  it("finds the one of a row that was written before there were others", () => {
    expect(fingerprintAt({ fingerprint: "v1:aa" }, "v1")).toBe("v1:aa");
    expect(fingerprintAt({ fingerprint: "v1:aa" }, "v2")).toBeNull();
    expect(fingerprintAt({ fingerprint: null }, "v1")).toBeNull();
  });
});

describe("fingerprintsOfRow()", () => {
  it("has all of them, the newest version's first", () => {
    expect(fingerprintsOfRow(both)).toEqual(["v2+0a:cc", "v1:aa", "v2:bb"]);
    expect(fingerprintsOfRow({ fingerprint: "v1:aa" })).toEqual(["v1:aa"]);
    expect(fingerprintsOfRow({ fingerprint: null, olderFingerprints: [] })).toEqual([]);
  });
});
