import { describe, expect, it } from "vitest";
import { emptyCounts } from "../../../cli/export/export-counts.ts";
import { exportedRemarks } from "../../../cli/render/exported-text.ts";

const buckets = new Set(["b-1", "a-1"]);

function remarks(format: string, parts: object, notRecovered = false): readonly string[] {
  const counts = { ...emptyCounts(), ...parts };
  return exportedRemarks({ what: "failed-inputs", format, reports: [], counts, notRecovered });
}

describe("exportedRemarks()", () => {
  it("has nothing to say of an export that has all", () => {
    expect(remarks("url-file", { lines: 3, buckets: new Set(["a-1"]) })).toEqual([]);
  });

  it("counts what was left out", () => {
    expect(remarks("csv", { withoutInput: 1, withoutAddress: 1_200, buckets })).toEqual([
      "Left out: 1 job without an input object.",
      "Left out: 1,200 jobs whose input has no address: a secret was cut out of its name.",
    ]);
  });

  it("counts what recovered where that was asked for, also when nothing did", () => {
    expect(remarks("csv", { recovered: 400 }, true)).toEqual([
      "Left out: 400 jobs whose input recovered in a later night.",
    ]);
    expect(remarks("csv", {}, true)).toEqual(["Left out: 0 jobs whose input recovered in a later night."]);
  });

  it("warns of inputs in several buckets where a batch job would take them", () => {
    expect(remarks("url-file", { buckets })).toEqual(["The inputs lie in 2 buckets: a-1, b-1; a batch job is of one."]);
  });
});
