import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addToSketch, createSketch, sketchRow } from "../../../lib/core/sketch.ts";
import {
  addCensored,
  addEnded,
  addEvent,
  addLifetimes,
  noLifetimes,
  observedIn,
} from "../../../lib/core/thresholds/lifetimes.ts";

const durations = fc.array(fc.oneof(fc.nat(5), fc.nat(100_000), fc.nat(900_000_000)), { maxLength: 60 });

function sketchOf(values: readonly number[]) {
  const sketch = createSketch();
  for (const ms of values) addToSketch(sketch, ms);
  return sketchRow(sketch);
}

describe("lifetimes", () => {
  it("are what was seen, ascending, within 1 %, what ended beside what had not", () => {
    const lifetimes = noLifetimes();
    for (const ms of [3_600_000, 0, 20_000, 20_000]) addEvent(lifetimes, ms);
    for (const ms of [20_000, 7_200_000]) addCensored(lifetimes, ms);
    const observed = observedIn(lifetimes);
    expect(observed.map(({ events, censored }) => [events, censored])).toEqual([
      [1, 0],
      [2, 1],
      [1, 0],
      [0, 1],
    ]);
    for (const [index, exact] of [0, 20_000, 3_600_000, 7_200_000].entries())
      expect(Math.abs((observed[index]?.ms ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact / 100);
  });

  it("take a clock that ran backwards for no time", () => {
    const lifetimes = noLifetimes();
    addEvent(lifetimes, -5);
    addCensored(lifetimes, -5);
    expect(observedIn(lifetimes)).toEqual([{ ms: 0, events: 1, censored: 1 }]);
  });

  it("count what a summary's sketch holds as if each duration were added alone", () => {
    fc.assert(
      fc.property(durations, (values) => {
        const [alone, together] = [noLifetimes(), noLifetimes()];
        for (const ms of values) addEvent(alone, ms);
        addEnded(together, sketchOf(values));
        expect(observedIn(together)).toEqual(observedIn(alone));
      }),
    );
  });

  it("are the same in whatever portions they come", () => {
    fc.assert(
      fc.property(durations, durations, (some, others) => {
        const [whole, one, other] = [noLifetimes(), noLifetimes(), noLifetimes()];
        for (const ms of some) {
          addEvent(whole, ms);
          addEvent(one, ms);
        }
        for (const ms of others) {
          addCensored(whole, ms);
          addCensored(other, ms);
        }
        addLifetimes(other, one);
        expect(observedIn(other)).toEqual(observedIn(whole));
        const counted = observedIn(whole).reduce((sum, { events, censored }) => sum + events + censored, 0);
        expect(counted).toBe(some.length + others.length);
      }),
    );
  });

  it("are none where a summary has no sketch", () => {
    const lifetimes = noLifetimes();
    addEnded(lifetimes, null);
    expect(observedIn(lifetimes)).toEqual([]);
  });
});
