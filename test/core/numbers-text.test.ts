import { describe, expect, it } from "vitest";
import { shareText, timeText } from "../../lib/core/numbers-text.ts";

describe("shareText", () => {
  it.each([
    [214, 6812, "214 of 6,812 (3.1 %)"],
    [0, 6812, "0 of 6,812 (0.0 %)"],
    [1, 100_000, "1 of 100,000 (<0.1 %)"],
    [7, 7, "7 of 7 (100.0 %)"],
    [0, 0, "0 of 0"],
  ])("tells %i of %i", (failed, ended, text) => {
    expect(shareText({ failed, ended })).toBe(text);
  });
});

describe("timeText", () => {
  it.each([
    [0, "0ms"],
    [999, "999ms"],
    [1000, "1s"],
    [12_345, "12.3s"],
    [59_960, "1m00s"],
    [250_400, "4m10s"],
    [3_599_600, "1h00m"],
    [7_500_000, "2h05m"],
    [86_399_000, "1d00h"],
    [273_600_000, "3d04h"],
  ])("tells %i ms as %s", (ms, text) => {
    expect(timeText(ms)).toBe(text);
  });
});
