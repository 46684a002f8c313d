import { describe, expect, it } from "vitest";
import { dateAt, localDay, shiftDate } from "../../simulation/local-day.ts";

const hour = 3_600_000;

describe("localDay", () => {
  it("is as long as the zone makes it", () => {
    const hours = (date: string, timeZone: string) => {
      const { from, to } = localDay(date, timeZone);
      return (to - from) / hour;
    };
    expect(hours("2026-01-10", "Asia/Shanghai")).toBe(24);
    expect(hours("2026-03-29", "Europe/Berlin")).toBe(23);
    expect(hours("2025-11-02", "America/New_York")).toBe(25);
    expect(hours("2026-04-05", "Australia/Lord_Howe")).toBe(24.5);
    expect(hours("2011-12-30", "Pacific/Apia")).toBe(0);
  });

  it("begins when the calendar comes to the date, at midnight or not", () => {
    expect(new Date(localDay("2026-11-20", "Asia/Shanghai").from).toISOString()).toBe("2026-11-19T16:00:00.000Z");
    // Clocks went from 00:00 to 01:00.
    expect(new Date(localDay("2025-04-25", "Africa/Cairo").from).toISOString()).toBe("2025-04-24T22:00:00.000Z");
  });
});

describe("dateAt", () => {
  it("tells the calendar's date in the zone", () => {
    const at = Date.parse("2026-11-19T16:00:00Z");
    expect([dateAt(at - 1, "Asia/Shanghai"), dateAt(at, "Asia/Shanghai")]).toEqual(["2026-11-19", "2026-11-20"]);
    expect(dateAt(at, "America/New_York")).toBe("2026-11-19");
  });
});

describe("shiftDate", () => {
  it("counts days over the ends of months", () => {
    expect([shiftDate("2026-02-28", 1), shiftDate("2024-03-01", -1)]).toEqual(["2026-03-01", "2024-02-29"]);
  });
});
