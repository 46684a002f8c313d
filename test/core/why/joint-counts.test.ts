import { describe, expect, it } from "vitest";
import { createJointCounts, mostCandidates } from "../../../lib/core/why/joint-counts.ts";
import { failed } from "./failures.ts";

describe("createJointCounts()", () => {
  it("counts which of the candidates failures have together, both sides apart", () => {
    const joint = createJointCounts(failed("prefix=a/ extension=jpg"));
    joint.addNow(failed("prefix=a/ extension=jpg hour=01"));
    joint.addNow(failed("extension=jpg prefix=a/"));
    joint.addNow(failed("prefix=b/ extension=jpg"));
    joint.addBefore(failed("prefix=a/ extension=png"));
    joint.addBefore(failed("prefix=b/ extension=png"));
    expect(joint.rows()).toEqual([
      { bits: 0b00, now: 0, before: 1 },
      { bits: 0b01, now: 0, before: 1 },
      { bits: 0b10, now: 1, before: 0 },
      { bits: 0b11, now: 2, before: 0 },
    ]);
  });

  it("counts all failures as one where there is no candidate", () => {
    const joint = createJointCounts([]);
    joint.addNow(failed("prefix=a/"));
    expect(joint.rows()).toEqual([{ bits: 0, now: 1, before: 0 }]);
  });

  it("takes as many candidates as it has combinations for, and refuses more", () => {
    const some = (count: number) => failed(Array.from({ length: count }, (_, index) => `hour=${index}`).join(" "));
    const joint = createJointCounts(some(mostCandidates));
    joint.addNow(some(mostCandidates));
    expect(joint.rows()).toEqual([{ bits: 2 ** 16 - 1, now: 1, before: 0 }]);
    expect(() => createJointCounts(some(mostCandidates + 1))).toThrow(
      new RangeError("Cannot count 17 values together"),
    );
  });
});
