import { describe, expect, it } from "vitest";
import { keepFingerprints, planFingerprints, versionsIn } from "../../../lib/core/fingerprint/night-versions.ts";
import type { FingerprintRule } from "../../../lib/core/fingerprint/rules/fingerprint-rule.ts";
import { currentVersion } from "../../../lib/core/fingerprint/versions.ts";
import { shiftNight } from "../../../lib/core/night.ts";

type Night = Parameters<typeof versionsIn>[0];

const noOrder: FingerprintRule = { kind: "mask", pattern: "order *", as: "order", code: null, reason: "ids of a shop" };
const other: FingerprintRule = { ...noOrder, pattern: "basket *" };
const [ruled, ruledOtherwise] = [currentVersion([noOrder]), currentVersion([other])];

function night(name: string, versions: Readonly<Record<string, string>> = {}): Night {
  return { night: name, fingerprints: Object.entries(versions).map(([version, since]) => ({ version, since })) };
}

function versionsOf(rules: readonly FingerprintRule[], name: string, newest: Night | null) {
  const { scheme, versions } = planFingerprints(rules, name, newest);
  expect(versions.map(({ version }) => version)).toEqual(scheme.written);
  return Object.fromEntries(versions.map(({ version, since }) => [version, since]));
}

describe("planFingerprints()", () => {
  it("has the plain version alone in a first night", () => {
    expect(versionsOf([], "2026-11-21", null)).toEqual({ v2: "2026-11-21" });
  });

  it("goes on with the version of a night from before versions were named, beside the new one", () => {
    const { scheme } = planFingerprints([], "2026-11-21", night("2026-11-20"));
    expect(scheme).toMatchObject({ current: "v2", written: ["v1", "v2"] });
    expect(versionsOf([], "2026-11-21", night("2026-11-20"))).toEqual({ v1: "2026-11-20", v2: "2026-11-21" });
  });

  it("writes the older version for 28 nights, and the new one alone in the 29th", () => {
    let newest = night("2026-11-20");
    const written = Array.from({ length: 30 }, (_, index) => {
      const name = shiftNight("2026-11-21", index);
      const { scheme, versions } = planFingerprints([], name, newest);
      newest = { night: name, fingerprints: [...versions] };
      return scheme.written.join(" ");
    });
    expect(written).toEqual([...Array<string>(28).fill("v1 v2"), "v2", "v2"]);
    expect(newest.fingerprints).toEqual([{ version: "v2", since: "2026-11-21" }]);
  });

  it("writes the plain version beside that of rules, for as long as there are rules", () => {
    const longSince = night("2026-11-20", { v2: "2026-01-01", [ruled]: "2026-01-01" });
    expect(versionsOf([noOrder], "2026-11-21", longSince)).toEqual({ v2: "2026-01-01", [ruled]: "2026-01-01" });
    expect(versionsOf([], "2026-11-21", longSince)).toEqual({ v2: "2026-01-01" });
  });

  it("does not begin to write an older version again because rules changed", () => {
    const newest = night("2026-11-20", { v2: "2026-01-01", [ruledOtherwise]: "2026-11-01" });
    expect(versionsOf([noOrder], "2026-11-21", newest)).toEqual({ v2: "2026-01-01", [ruled]: "2026-11-21" });
  });

  it("keeps the first version beside the plain one and that of rules while the plain one is new", () => {
    const newest = night("2026-11-20", { v1: "2026-10-01", v2: "2026-11-10" });
    expect(versionsOf([noOrder], "2026-11-21", newest)).toEqual({
      ...{ v1: "2026-10-01", v2: "2026-11-10", [ruled]: "2026-11-21" },
    });
  });

  it("leaves out what this program does not know", () => {
    expect(versionsOf([], "2026-11-21", night("2026-11-20", { v7: "2026-11-01" }))).toEqual({ v2: "2026-11-21" });
  });
});

describe("keepFingerprints()", () => {
  const kind = { code: "E", message: "order 7 is lost" };

  it("has the versions of the night, no more and no fewer", () => {
    const old = keepFingerprints([], night("2026-11-20"));
    expect(old).toMatchObject({
      scheme: { current: "v1", written: ["v1"] },
      versions: [{ version: "v1", since: "2026-11-20" }],
    });
    const both = keepFingerprints([noOrder], night("2026-11-20", { v1: "2026-11-01", v2: "2026-11-19" }));
    expect(both.scheme).toMatchObject({ current: "v2", written: ["v1", "v2"] });
  });

  it("makes the same fingerprints as the night's own", () => {
    const { scheme } = planFingerprints([noOrder], "2026-11-20", night("2026-11-19"));
    const all = scheme.fingerprintsOf(kind);
    expect(all).toHaveLength(3);
    const of = (versions: Readonly<Record<string, string>>) =>
      keepFingerprints([noOrder], night("2026-11-20", versions)).scheme.fingerprintsOf(kind);
    expect(of({ v1: "2026-11-20" })).toEqual(all.slice(0, 1));
    expect(all).toEqual(expect.arrayContaining([...of({ v1: "2026-11-20", [ruled]: "2026-11-20" })]));
    expect(of({ v2: "2026-11-20" }).map((each) => each.slice(0, 3))).toEqual(["v2:"]);
  });

  it("gives up the version of rules that are no longer there", () => {
    const told = night("2026-11-20", { v2: "2026-11-01", [ruled]: "2026-11-02" });
    expect(keepFingerprints([other], told)).toMatchObject({
      scheme: { current: "v2", written: ["v2"] },
      versions: [{ version: "v2", since: "2026-11-01" }],
    });
  });

  it("refuses a night of which it knows no version", () => {
    const refused = () => keepFingerprints([], night("2026-11-20", { v7: "2026-11-01" }));
    expect(refused).toThrow(
      /Cannot add to 2026-11-20: .* does not know\. Use the version of the program that wrote it/,
    );
  });
});

describe("versionsIn()", () => {
  it("has the first version where the manifest names none", () => {
    expect(versionsIn(night("2026-11-20"))).toEqual(["v1"]);
    expect(versionsIn(night("2026-11-20", { v2: "2026-11-01", v3: "2026-11-02" }))).toEqual(["v2", "v3"]);
  });
});
