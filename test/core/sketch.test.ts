import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addToSketch,
  createSketch,
  mergeSketch,
  quantileOf,
  type Sketch,
  sketchFromRow,
  sketchRow,
} from "../../lib/core/sketch.ts";

const month = 31 * 86_400_000;

/** Some nothing, some a few milliseconds, some whole seconds, some as long as a job can hang. */
const duration = fc.oneof(
  fc.constant(0),
  fc.nat(40),
  fc.nat(3_600).map((seconds) => seconds * 1_000),
  fc.nat(month),
);

function sketchOf(values: readonly number[]): Sketch {
  const sketch = createSketch();
  for (const value of values) addToSketch(sketch, value);
  return sketch;
}

function merged(...sketches: readonly Sketch[]): Sketch {
  const sum = createSketch();
  for (const sketch of sketches) mergeSketch(sum, sketch);
  return sum;
}

describe("sketchRow()", () => {
  it("is the same for the same values, whatever their order and however they were split and merged", () => {
    const cases = fc
      .array(duration, { maxLength: 60 })
      .chain((values) =>
        fc.tuple(
          fc.constant(values),
          fc.shuffledSubarray(values, { minLength: values.length }),
          fc.array(fc.nat(values.length), { minLength: 2, maxLength: 2 }),
        ),
      );
    fc.assert(
      fc.property(cases, ([values, shuffled, cuts]) => {
        const [one = 0, other = 0] = cuts.sort((a, b) => a - b);
        const parts = [shuffled.slice(0, one), shuffled.slice(one, other), shuffled.slice(other)].map(sketchOf);
        const [first = createSketch(), second = createSketch(), third = createSketch()] = parts;
        const whole = sketchRow(sketchOf(values));
        expect(sketchRow(merged(first, second, third))).toEqual(whole);
        expect(sketchRow(merged(third, merged(second, first)))).toEqual(whole);
      }),
    );
  });

  it("counts zeros apart and the rest by bins of two percent, the first of which ends at 1 ms", () => {
    const gamma = 1.01 / 0.99;
    const values = [0, 0, 1, 1, 2, 5_000];
    const row = sketchRow(sketchOf(values));
    expect(row).toMatchObject({ relativeAccuracy: 0.01, zeros: 2, firstBin: 0 });
    const bins = row?.bins.flatMap((count, bin) => (count === 0 ? [] : [[count, gamma ** (bin - 1), gamma ** bin]]));
    const edges = bins?.map(([count = 0, above = 0, upTo = 0]) => [
      count,
      values.filter((value) => value > above && value <= upTo),
    ]);
    expect(edges).toEqual([
      [2, [1, 1]],
      [1, [2]],
      [1, [5_000]],
    ]);
  });

  it("has no bins where all values are 0, and is null where there are none", () => {
    expect(sketchRow(sketchOf([0, 0]))).toEqual({ relativeAccuracy: 0.01, zeros: 2, firstBin: 0, bins: [] });
    expect(sketchRow(createSketch())).toBeNull();
    expect(sketchRow(merged(createSketch()))).toBeNull();
  });

  it("does not depend on the last bits of a logarithm: no whole number of milliseconds lies that near to an edge", () => {
    const scale = 10n ** 12n;
    let [above, below] = [101n, 99n];
    while (above / below < BigInt(month)) {
      // The edge is above / below, exactly; the distance is in parts of the edge.
      const rest = above % below;
      const distance = rest < below - rest ? rest : below - rest;
      expect((distance * scale) / above > 0n).toBe(true);
      above *= 101n;
      below *= 99n;
    }
  });
});

describe("sketchFromRow()", () => {
  it("reads a row back, so that it can be merged with others", () => {
    fc.assert(
      fc.property(fc.array(duration, { maxLength: 30 }), fc.array(duration, { maxLength: 30 }), (one, other) => {
        const read = sketchFromRow(sketchRow(sketchOf(one)));
        expect(sketchRow(read)).toEqual(sketchRow(sketchOf(one)));
        mergeSketch(read, sketchFromRow(sketchRow(sketchOf(other))));
        expect(sketchRow(read)).toEqual(sketchRow(sketchOf([...one, ...other])));
      }),
    );
  });

  it("does not mix accuracies", () => {
    const coarse = sketchFromRow({ relativeAccuracy: 0.05, zeros: 0, firstBin: 10, bins: [1] });
    expect(() => mergeSketch(sketchOf([1]), coarse)).toThrow("relativeAccuracy");
  });
});

describe("quantileOf()", () => {
  it("is within one percent of the value at its rank", () => {
    const cases = fc.tuple(fc.array(duration, { minLength: 1, maxLength: 80 }), fc.constantFrom(0, 0.5, 0.9, 0.99, 1));
    fc.assert(
      fc.property(cases, ([values, quantile]) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.floor(quantile * (sorted.length - 1))] ?? Number.NaN;
        const found = quantileOf(sketchOf(values), quantile) ?? Number.NaN;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.01 * exact * (1 + 1e-9));
      }),
    );
  });

  it("is null when nothing was added", () => {
    expect(quantileOf(createSketch(), 0.5)).toBeNull();
  });
});
