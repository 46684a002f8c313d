import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SpanSet, subtractSpans, totalMs, unionSpans } from "../../lib/core/span-set.ts";
import type { Window } from "../../lib/core/window.ts";

const seconds = 24;

/** Spans with few ends to choose from, so that they meet, overlap, repeat and are empty often. */
const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: seconds }), fc.integer({ min: 0, max: seconds }))
    .map(([from, to]) => ({ from, to })),
  { maxLength: 8 },
);

/** The naive model: one truth value a second. */
function model(windows: readonly Window[]): readonly boolean[] {
  return Array.from({ length: seconds }, (_, second) => windows.some(({ from, to }) => from <= second && second < to));
}

function expectSet(set: SpanSet): void {
  for (const [index, { from, to }] of set.entries()) {
    expect(from).toBeLessThan(to);
    expect(from).toBeGreaterThan(set[index - 1]?.to ?? -1);
  }
}

describe("unionSpans()", () => {
  it("holds each second that any of the spans holds, in as few spans as there can be", () => {
    fc.assert(
      fc.property(spans, (windows) => {
        const set = unionSpans(windows);
        expectSet(set);
        expect(model(set)).toEqual(model(windows));
      }),
    );
  });

  it("makes one of spans that meet, and leaves apart what does not", () => {
    expect(
      unionSpans([
        { from: 5, to: 7 },
        { from: 0, to: 5 },
        { from: 8, to: 9 },
      ]),
    ).toEqual([
      { from: 0, to: 7 },
      { from: 8, to: 9 },
    ]);
  });
});

describe("subtractSpans()", () => {
  it("holds each second that a span holds and none of the others", () => {
    fc.assert(
      fc.property(spans, spans, (windows, others) => {
        const set = subtractSpans(windows, others);
        expectSet(set);
        const removed = model(others);
        expect(model(set)).toEqual(model(windows).map((isHeld, second) => isHeld && removed[second] === false));
      }),
    );
  });
});

describe("totalMs()", () => {
  it("counts each second once", () => {
    fc.assert(
      fc.property(spans, (windows) => {
        expect(totalMs(unionSpans(windows))).toBe(model(windows).filter(Boolean).length);
      }),
    );
  });
});
