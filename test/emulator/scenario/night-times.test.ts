import { describe, expect, it } from "vitest";
import { instantOfNight, nightTimes } from "../../../emulator/scenario/night-times.ts";

const hourMs = 3_600_000;

function timesOf(night: string, timeZone: string) {
  return nightTimes({ night, timeZone, settle: 2 * hourMs, now: 3 * hourMs });
}

describe("nightTimes", () => {
  it("spans the local day and counts settle and now from its end", () => {
    const { from, to, asOf, now } = timesOf("2026-11-20", "Asia/Shanghai");
    expect([from, to, asOf, now].map((ms) => new Date(ms).toISOString())).toEqual([
      "2026-11-19T16:00:00.000Z",
      "2026-11-20T16:00:00.000Z",
      "2026-11-20T18:00:00.000Z",
      "2026-11-20T19:00:00.000Z",
    ]);
  });

  it("is as long as the zone makes the day", () => {
    const lengths = ["2026-03-29", "2026-10-25", "2026-12-31"].map((night) => {
      const { from, to } = timesOf(night, "Europe/Berlin");
      return (to - from) / hourMs;
    });
    expect(lengths).toEqual([23, 25, 24]);
  });

  it("is no number in a zone that nobody knows", () => {
    expect(timesOf("2026-11-20", "Mars/Olympus").from).toBeNaN();
  });
});

describe("instantOfNight", () => {
  it("reads a time of day with and without seconds", () => {
    const night = { night: "2026-11-20", timeZone: "Asia/Shanghai" };
    expect(new Date(instantOfNight(night, "03:15:07")).toISOString()).toBe("2026-11-19T19:15:07.000Z");
    expect(new Date(instantOfNight(night, "23:30")).toISOString()).toBe("2026-11-20T15:30:00.000Z");
  });
});
