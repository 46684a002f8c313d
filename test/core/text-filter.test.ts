import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextFilter } from "../../lib/core/text-filter.ts";

describe("createTextFilter()", () => {
  it("lets through everything that was added", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 30 }), (texts) => {
        const filter = createTextFilter();
        for (const text of texts) filter.add(text);
        expect(texts.every((text) => filter.mayHave(text))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("lets through nothing when it is empty, and one in eight hundred others of ten thousand texts", () => {
    const filter = createTextFilter();
    const others = Array.from({ length: 50_000 }, (_, index) => `in/photo-${index}.jpg`);
    const passed = () => others.filter((text) => filter.mayHave(text)).length;
    expect(passed()).toBe(0);
    const added = Array.from({ length: 10_000 }, (_, index) => `in/picture-${index}.jpg`);
    for (const text of added) filter.add(text);
    expect(added.every((text) => filter.mayHave(text))).toBe(true);
    // 10,000 of 2^23 bits are set: 60 are expected, give or take eight.
    expect(passed()).toBeGreaterThan(20);
    expect(passed()).toBeLessThan(100);
  });
});
