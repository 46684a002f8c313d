import { describe, expect, it } from "vitest";
import { whyLines } from "../../../cli/render/why-text.ts";
import type { RankedAttribute, Why } from "../../../lib/core/schema/why.ts";

const prefix: RankedAttribute = {
  ...{ attribute: "prefix", value: "uploads/heic/" },
  ...{ failed: 1_615, expected: 3.36, excess: 1_611.64, lift: 19.96, p: 1e-30 },
};
const why: Why = {
  extra: 1_700,
  nights: ["2026-11-20"],
  rule: null,
  attributes: [prefix],
  mix: null,
  sampled: false,
};

describe("whyLines()", () => {
  it("gives the sentence, then each value with its numbers", () => {
    const hour: RankedAttribute = { ...prefix, attribute: "hour", value: "04", lift: null, expected: 12.6, p: 0.0123 };
    expect(whyLines({ ...why, attributes: [prefix, hour] })).toEqual([
      "1,700 extra failures: nothing sets them apart",
      "  prefix uploads/heic/: 1,615 failed, 3.4 expected, 20.0 times the share before, p < 0.001",
      "  hour 04: 1,615 failed, 13 expected, none before, p 0.012",
    ]);
  });

  it("calls a template by its name", () => {
    const template: RankedAttribute = { ...prefix, attribute: "operation", value: "t1" };
    const [, line] = whyLines({ ...why, attributes: [template] }, new Map([["t1", "watermark-brand"]]));
    expect(line).toMatch(/^ {2}operation watermark-brand: /);
  });

  it("stops behind the first five values", () => {
    expect(whyLines({ ...why, attributes: Array.from({ length: 8 }, () => prefix) })).toHaveLength(6);
  });
});
