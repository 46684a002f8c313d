import { describe, expect, it } from "vitest";
import { damageHoles } from "../../lib/core/report-damage.ts";

describe("damageHoles()", () => {
  it("covers the night in each of its regions, and says what was seen and is lost", () => {
    const damage = {
      night: "2026-11-21",
      span: { from: 1_000, to: 9_000 },
      seen: "x is missing",
      lost: "y is not read",
    };
    const detail = "the report of 2026-11-21 is damaged: x is missing; y is not read";
    const hole = {
      ...{ bucket: null, queueId: null, tag: null, from: 1_000, to: 9_000 },
      ...{ cause: "report-damaged", detail, requestId: null, evidence: null },
    };
    expect(damageHoles({ ...damage, regions: ["ap-x", "ap-y"] })).toEqual([
      { region: "ap-x", ...hole },
      { region: "ap-y", ...hole },
    ]);
  });
});
