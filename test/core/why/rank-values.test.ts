import { describe, expect, it } from "vitest";
import { candidatesOf, rankValues } from "../../../lib/core/why/rank-values.ts";
import { riseOf } from "./a-rise.ts";
import { failed, type Told, times } from "./failures.ts";

const ranked = (told: Told) => rankValues(riseOf(told)).map(({ attribute, value }) => `${attribute}=${value}`);
const candidates = (told: Told) => candidatesOf(riseOf(told)).map(({ attribute, value }) => `${attribute}=${value}`);

const many = (attribute: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${attribute}=${String(at).padStart(2, "0")}`);

describe("rankValues()", () => {
  it("gives of each value what was expected of it, and how many times as frequent it is", () => {
    const now = [...times(90, "prefix=a/"), ...times(10, "prefix=b/")];
    const before = [...times(10, "prefix=a/"), ...times(40, "prefix=b/")];
    const [only, ...others] = rankValues(riseOf({ now, before, expected: 10 }));
    // By hand: 90 of 100 now, 10 of 50 before; of 10 expected a fifth.
    expect(only).toMatchObject({ attribute: "prefix", value: "a/", failed: 90, expected: 2, excess: 88 });
    expect(only?.lift).toBeCloseTo(4.5, 12);
    expect(only?.p).toBeLessThan(1e-10);
    expect(others).toEqual([]);
  });

  it("corrects p-values for all values that were looked at", () => {
    // Fisher's tea: 17 of 70 for three of four. With a second value of p = 1, q is twice as much.
    const now = [...times(3, "prefix=a/ hour=01"), ...times(1, "prefix=b/ hour=01")];
    const before = [...times(1, "prefix=a/ hour=02"), ...times(3, "prefix=b/ hour=02")];
    const [first, second] = rankValues(riseOf({ now, before, expected: 1 }));
    expect([first?.attribute, second?.attribute]).toEqual(["hour", "prefix"]);
    // hour=01: all four of four, 1 of 70, times 3 values over rank 1. prefix=a/: 17 of 70, times 3 over rank 2.
    expect(first?.p).toBeCloseTo(3 / 70, 12);
    expect(second?.p).toBeCloseTo((17 / 70) * (3 / 2), 12);
  });

  it("leaves out what is significant by chance alone, unless there are fewer than five failures before", () => {
    const now = [...times(6, "prefix=a/"), ...times(4, "prefix=b/")];
    const earlier = (count: number) => [...times(2, "prefix=a/"), ...times(count - 2, "prefix=b/")];
    expect(ranked({ now, before: earlier(4), expected: 1 })).toEqual(["prefix=a/"]);
    expect(ranked({ now, before: earlier(5), expected: 1 })).toEqual([]);
  });

  it("leaves out what explains nothing, or is no more frequent than before", () => {
    const before = [...times(2, "prefix=a/"), ...times(2, "prefix=b/")];
    expect(ranked({ now: [...times(3, "prefix=a/"), ...times(3, "prefix=b/")], before, expected: 2 })).toEqual([]);
    const now = [...times(7, "prefix=a/"), ...times(2, "prefix=b/")];
    expect(ranked({ now, before, expected: 14 })).toEqual([]);
    // What was never there before has no lift, and is told.
    expect(ranked({ now: times(3, "prefix=c/"), before, expected: 2 })).toEqual(["prefix=c/"]);
  });

  it("leaves out what all failures have, now and before, and not what all have now alone", () => {
    const now = times(100, "prefix=a/ hour=01 workflow=w");
    const before = [...times(60, "prefix=a/ hour=01 workflow=w"), ...times(40, "prefix=b/ hour=01")];
    expect(ranked({ now, before, expected: 10 })).toEqual(["prefix=a/", "workflow=w"]);
    expect(ranked({ now: times(3, "prefix=a/"), before: [], expected: 1 })).toEqual(["prefix=a/"]);
    // All before had it, and not all have it now: it did not rise.
    const some = [...times(50, "hour=01"), ...times(50, "hour=02")];
    expect(ranked({ now: some, before: times(70, "hour=01"), expected: 10 })).toEqual(["hour=02"]);
  });

  it("gives the ten that explain most, the more specific first of those that explain the same", () => {
    const now = times(100, [...many("extension", 9), "prefix=a/", "prefix=a/b/", "queue=p"].join(" "));
    const told = ranked({ now: [...now, ...times(5, "hour=01")], before: times(50, "hour=02"), expected: 1 });
    expect(told).toEqual(["prefix=a/b/", "prefix=a/", ...many("extension", 8)]);
  });
});

describe("candidatesOf()", () => {
  it("takes values that have 80 % of the failures too many, and no others", () => {
    const now = (some: number) => [...times(some, "prefix=a/"), ...times(110 - some, "prefix=b/")];
    const before = [...times(50, "prefix=a/"), ...times(50, "prefix=b/")];
    expect(candidates({ now: now(80), before, expected: 10 })).toEqual(["prefix=a/"]);
    expect(candidates({ now: now(79), before, expected: 10 })).toEqual([]);
  });

  it("passes over counts of what is no attribute", () => {
    const now = { failed: 10, counts: new Map([...["size large", "prefix a/"].map((key) => [key, 10] as const)]) };
    const rise = { expected: 1, now, before: { failed: 0, counts: new Map() } };
    expect(candidatesOf(rise)).toEqual(failed("prefix=a/"));
    expect(rankValues(rise)).toMatchObject([{ attribute: "prefix", value: "a/" }]);
  });

  it("takes none where there are no more failures than expected", () => {
    expect(candidates({ now: times(10, "prefix=a/"), before: times(9, "prefix=b/"), expected: 10 })).toEqual([]);
    expect(candidates({ now: times(10, "prefix=a/"), before: times(9, "prefix=b/"), expected: 11 })).toEqual([]);
  });

  it("takes twelve, and four more of what failures say of themselves, whatever they explain", () => {
    const before = times(50, "hour=zz");
    const all = [...many("code", 9), ...many("fingerprint", 9), ...many("extension", 14)].join(" ");
    expect(candidates({ now: times(100, all), before, expected: 10 })).toEqual([
      ...many("extension", 12),
      ...many("code", 4),
    ]);
    const few = [...many("extension", 3), ...many("fingerprint", 1), ...many("code", 2)].join(" ");
    expect(candidates({ now: times(100, few), before, expected: 10 })).toEqual([
      ...many("extension", 3),
      ...many("code", 2),
      ...many("fingerprint", 1),
    ]);
    expect(failed(all)).toHaveLength(32);
  });
});
