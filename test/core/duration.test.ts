import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "../../lib/core/duration.ts";

describe("parseDuration", () => {
  it.each([
    ["30s", 30_000],
    ["90m", 5_400_000],
    ["2h", 7_200_000],
    ["7d", 604_800_000],
    ["0s", 0],
    ["007s", 7_000],
  ])("reads %s as %i ms", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["", "h", "2", "2 h", " 2h", "2h ", "2hours", "-2h", "+2h", "1.5h", "2H", "1h30m", "２h", "2ms", "2w"])(
    "does not read %j",
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  it("refuses what could not be counted exactly", () => {
    expect(parseDuration("9007199254740s")).toBe(9_007_199_254_740_000);
    expect(parseDuration("9007199254741s")).toBeNull();
    expect(parseDuration(`${"9".repeat(400)}d`)).toBeNull();
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0s"],
    [1_000, "1s"],
    [60_000, "1m"],
    [5_400_000, "90m"],
    [7_200_000, "2h"],
    [86_400_000, "1d"],
    [90_000, "90s"],
    [1_500, "1500ms"],
  ])("tells %i ms as %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it("is read back as it was", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });
});
