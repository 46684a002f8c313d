import { describe, expect, it } from "vitest";
import { durationMs } from "../../../emulator/scenario/duration.ts";

describe("durationMs", () => {
  it.each([
    ["0s", 0],
    ["90s", 90_000],
    ["5m", 300_000],
    ["2h", 7_200_000],
    ["2h30m", 9_000_000],
    ["1d2h3m4s", 93_784_000],
  ])("reads %s", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(["", "h", "2", "2 h", "30m2h", "-1h", "1.5h", "2H", "2h "])("refuses %j", (text) => {
    expect(durationMs(text)).toBeNull();
  });
});
