/** What makes two rows of one kind. */

import { describe, expect, it } from "vitest";
import type { FailureKind } from "../../lib/core/fingerprint/failure-kind.ts";
import { createFingerprintScheme } from "../../lib/core/fingerprint/versions.ts";
import { findingRow } from "../../lib/core/rows.ts";
import { fingerprinting } from "../fakes/fingerprinting.ts";
import { aJob, aScope } from "../fakes/samples.ts";

const verdict = { name: "failed", reason: "failed with InputFileOpenFailed" } as const;
const failed = aJob({
  ...{ id: "c0001", state: "Failed", code: "InputFileOpenFailed", message: "cannot open the input" },
  innerFailures: [{ path: "Operation.ImageInspectResult", code: "E1", message: "bad" }],
});

describe("findingRow(), of its fingerprints", () => {
  it("knows a failure that a success hides by what failed inside", () => {
    const hidden = (code: string) =>
      findingRow(
        aScope,
        aJob({ id: "c1", innerFailures: [{ path: "Operation.DigitalWatermark", code, message: "no" }] }),
        { name: "hidden-failure", reason: "" },
        fingerprinting,
      ).fingerprint;
    expect(hidden("A")).toBe(hidden("A"));
    expect(hidden("A")).not.toBe(hidden("B"));
  });

  it("knows what is no failure by its verdict, whatever the job says", () => {
    const both = createFingerprintScheme({ rules: [], older: ["v1"] });
    const stuck = findingRow(aScope, failed, { name: "stuck.queued", reason: "" }, both);
    // printf '["verdict/stuck.queued",""]' | sha256sum
    expect(stuck.olderFingerprints).toEqual(["v1:09f21f35829122f7414fb246e11b7586"]);
    const hidden = findingRow(
      aScope,
      { ...failed, innerFailures: [] },
      { name: "hidden-failure", reason: "" },
      fingerprinting,
    );
    const other = findingRow(aScope, aJob({ id: "c2" }), { name: "hidden-failure", reason: "" }, fingerprinting);
    expect(hidden.fingerprint).toBe(other.fingerprint);
    expect(hidden.fingerprint).not.toBe(stuck.fingerprint);
  });

  it("has the fingerprint of the greatest version that is written, and those of the others beside it", () => {
    const fingerprintsOf = ({ code, operation }: FailureKind) => [`a:${code}`, `b:${code}`, `c:${operation?.rule}`];
    expect(findingRow(aScope, failed, verdict, { fingerprintsOf })).toMatchObject({
      fingerprint: "c:imageMogr2/rotate/90",
      olderFingerprints: ["a:InputFileOpenFailed", "b:InputFileOpenFailed"],
    });
  });

  it("knows what it does not recognise by the state", () => {
    const odd = (state: string, code: string) =>
      findingRow(aScope, aJob({ id: "c1", state, code }), { name: "unrecognised", reason: "" }, fingerprinting)
        .fingerprint;
    expect(odd("Odd", "a")).toBe(odd("Odd", "b"));
    expect(odd("Odd", "a")).not.toBe(odd("Strange", "a"));
  });

  it.each(["input", "output"] as const)("knows a job's own %s key in its message, whatever the key holds", (side) => {
    const [one, other] = ["活动/双 11 & 返场.jpg", "raw<1>/海报.v2"].map((object) => {
      const job = { ...failed, [side]: { bucket: null, region: null, object }, message: `cannot open ${object} now` };
      return findingRow(aScope, job, verdict, fingerprinting).fingerprint;
    });
    expect(one).toBe(other);
  });

  it("gives failures of one kind one fingerprint, whatever their scope and job", () => {
    const other = findingRow(
      { ...aScope, tag: "ImageInspect" },
      { ...failed, id: "c2", extra: {} },
      verdict,
      fingerprinting,
    );
    expect(other.fingerprint).toBe(findingRow(aScope, failed, verdict, fingerprinting).fingerprint);
    const changed = findingRow(aScope, { ...failed, code: "Other" }, verdict, fingerprinting);
    expect(changed.fingerprint).not.toBe(other.fingerprint);
  });
});
