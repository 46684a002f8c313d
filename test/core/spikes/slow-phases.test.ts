import { describe, expect, it } from "vitest";
import type { SeriesScope } from "../../../lib/core/schema/series.ts";
import { addToPast, type IndexedNight, type PastNights } from "../../../lib/core/spikes/rate-strata.ts";
import { slowPhases } from "../../../lib/core/spikes/slow-phases.ts";
import { aSeriesScope, dateOf } from "./a-series.ts";

const took = (p50Ms: number) => ({ jobs: 100, p50Ms, p90Ms: 20_000, p99Ms: 40_000 });

function aNight(back: number, scopes: Readonly<Record<string, Partial<SeriesScope>>>): IndexedNight {
  const whole = Object.entries(scopes).map(([key, change]) => [key, aSeriesScope(key, change)] as const);
  return { night: dateOf(back), scopes: new Map(whole) };
}

/** `nights` is newest first. */
function pastOf(nights: readonly IndexedNight[]): PastNights {
  const past: PastNights = new Map();
  for (const night of [...nights].reverse()) addToPast(past, night, new Map());
  return past;
}

const usual = { wait: took(2_000), run: took(4_000) };
const week = [1, 2, 3, 4, 5, 6, 7];

describe("slowPhases()", () => {
  it("tells of each scope that takes longer, waiting before running", () => {
    const now = aNight(0, {
      a: { wait: took(9_000), run: took(12_000) },
      b: usual,
      c: { wait: took(2_000), run: took(8_000) },
    });
    const history = week.map((back) => aNight(back, { c: usual, b: usual, a: usual }));
    // By hand: log(2) / 0.05 for c, for nights that do not vary.
    expect(slowPhases(now, pastOf(history))).toEqual([
      expect.objectContaining({ key: "a", phase: "wait", before: 2_000, after: 9_000 }),
      expect.objectContaining({ key: "a", phase: "run", before: 4_000, after: 12_000 }),
      { key: "c", phase: "run", quantile: "p50Ms", before: 4_000, after: 8_000, jobs: 100, nights: 7, score: 13.8629 },
    ]);
  });

  it("compares with the nights that read the scope whole, and not with those that did not audit it", () => {
    const now = aNight(0, { a: { wait: took(9_000) } });
    const whole = week.map((back) => aNight(back, { a: { wait: took(2_000) } }));
    expect(slowPhases(now, pastOf([...whole, aNight(8, {})]))).toMatchObject([{ nights: 7 }]);
    const holed = whole.map((night, at) =>
      at === 3 ? aNight(4, { a: { wait: took(2_000), complete: false } }) : night,
    );
    expect(slowPhases(now, pastOf(holed))).toEqual([]);
    expect(slowPhases(now, pastOf(whole.slice(1)))).toEqual([]);
  });

  it("says nothing of a scope that this night did not read whole", () => {
    const now = aNight(0, { a: { wait: took(9_000), complete: false } });
    expect(slowPhases(now, pastOf(week.map((back) => aNight(back, { a: { wait: took(2_000) } }))))).toEqual([]);
  });
});
