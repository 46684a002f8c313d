import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextFiring } from "../../deploy/next-firing.ts";
import { readCron } from "../../emulator/scf/cron.ts";
import { dueTimes } from "../../emulator/scf/cron-times.ts";

/** 2026-11-23 12:00:00 in China, a Monday. */
const noon = Date.UTC(2026, 10, 23, 4);

describe("nextFiring()", () => {
  it.each([
    ["0 30 2 * * * *", "2026-11-24 02:30:00"],
    ["0 0 12 * * * *", "2026-11-24 12:00:00"],
    ["1 0 12 * * * *", "2026-11-23 12:00:01"],
    ["* * * * * * *", "2026-11-23 12:00:01"],
    ["30/20 59 11-13 * * * *", "2026-11-23 12:59:30"],
    ["0 0 0 1 JAN * *", "2027-01-01 00:00:00"],
    ["0 0 0 29 2 * *", "2028-02-29 00:00:00"],
    ["0 0 3 * * FRI *", "2026-11-27 03:00:00"],
    // A day or a weekday, where both are given.
    ["0 0 3 30 * FRI *", "2026-11-27 03:00:00"],
    ["0 0 3 24 * FRI *", "2026-11-24 03:00:00"],
  ])("of %s is %s", (cron, expected) => {
    expect(nextFiring(cron, noon)).toBe(`${expected} UTC+8`);
  });

  it("is none of what never comes, and of what is no expression", () => {
    expect(nextFiring("0 0 0 30 2 * *", noon)).toBeNull();
    expect(nextFiring("0 0 0 1 1 * 2026", noon)).toBeNull();
    expect(nextFiring("30 2 * * *", noon)).toBeNull();
    expect(nextFiring("@daily", noon)).toBeNull();
  });

  it("is when the emulated platform fires, for any expression of a day", () => {
    const value = (from: number, to: number) =>
      fc.oneof(
        fc.constant("*"),
        fc.integer({ min: from, max: to }).map(String),
        fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 1, max: 20 })).map(([at, by]) => `${at}/${by}`),
        fc.uniqueArray(fc.integer({ min: from, max: to }), { minLength: 2, maxLength: 2 }).map((pair) => {
          const [low, high] = pair.sort((a, b) => a - b);
          return `${low}-${high}`;
        }),
      );
    const expressions = fc
      .tuple(value(0, 59), value(0, 59), value(0, 23), value(1, 31), value(0, 6))
      .map(([second, minute, hour, day, weekday]) => `${second} ${minute} ${hour} ${day} * ${weekday} *`);
    const dayMs = 86_400_000;
    fc.assert(
      fc.property(expressions, fc.integer({ min: 0, max: dayMs }), (cron, after) => {
        const read = readCron(cron);
        if (typeof read === "string") throw new Error(read);
        const now = noon + after;
        const next = nextFiring(cron, now);
        const at = next === null ? Infinity : Date.parse(`${next.slice(0, 10)}T${next.slice(11, 19)}+08:00`);
        // The emulator names every time in between; a few seconds about the one expected are enough to tell.
        if (at - now < dayMs) expect(dueTimes(read, "Asia/Shanghai", { after: now, until: at })).toEqual([at]);
        else expect(dueTimes(read, "Asia/Shanghai", { after: now, until: now + dayMs - 1_000 })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
