import { describe, expect, it } from "vitest";
import { isNightName, lastNightBefore, nightSpan, shiftNight } from "../../lib/core/night.ts";

const hourMs = 3_600_000;

describe("isNightName()", () => {
  it.each(["2026-11-21", "2024-02-29", "2026-12-31"])("takes %s", (text) => {
    expect(isNightName(text)).toBe(true);
  });

  it.each([
    "2026-02-30",
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-11-00",
    "2026-11-31",
    "2026-1-1",
    "26-11-21",
    "2026-11-21T00:00:00Z",
    " 2026-11-21",
    "2026-11-21\n",
    "yesterday",
    "",
  ])("refuses %j", (text) => {
    expect(isNightName(text)).toBe(false);
  });
});

describe("nightSpan()", () => {
  it.each([
    ["Asia/Shanghai", "2026-11-21", "2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z"],
    ["UTC", "2026-11-21", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"],
    ["Asia/Kathmandu", "2026-11-21", "2026-11-20T18:15:00Z", "2026-11-21T18:15:00Z"],
    ["Pacific/Kiritimati", "2026-11-21", "2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z"],
    ["Asia/Shanghai", "2024-02-29", "2024-02-28T16:00:00Z", "2024-02-29T16:00:00Z"],
    ["Asia/Shanghai", "2026-12-31", "2026-12-30T16:00:00Z", "2026-12-31T16:00:00Z"],
  ])("in %s on %s lasts 24 hours from local midnight", (zone, night, from, to) => {
    expect(nightSpan(night, zone)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
  });

  // Clocks as the IANA data base has them: forward means a shorter day, back a longer one.
  it.each([
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23],
    ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25],
    ["America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23],
    ["America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 25],
    ["Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 24.5],
    ["Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z", 23.5],
  ])("in %s on %s is as long as the clock change makes it", (zone, night, from, hours) => {
    const start = Date.parse(from);
    expect(nightSpan(night, zone)).toEqual({ from: start, to: start + hours * hourMs });
  });

  // Samoa went from UTC-10 to UTC+14 at the end of the 29th, Kwajalein from UTC-12 to UTC+12 at the end of the 20th.
  it.each([
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"],
    ["Pacific/Kwajalein", "1993-08-21", "1993-08-21T12:00:00Z"],
  ])("in %s on %s, a day that was left out, is empty and lies between its neighbours", (zone, night, instant) => {
    const at = Date.parse(instant);
    expect(nightSpan(night, zone)).toEqual({ from: at, to: at });
    expect(nightSpan(shiftNight(night, -1), zone)).toEqual({ from: at - 24 * hourMs, to: at });
    expect(nightSpan(shiftNight(night, 1), zone)).toEqual({ from: at, to: at + 24 * hourMs });
  });

  // Clocks go from 00:00 to 01:00: the day has no midnight and begins at 01:00.
  it.each([
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"],
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"],
    ["America/Asuncion", "2023-10-01", "2023-10-01T04:00:00Z"],
    ["America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"],
  ])("in %s on %s begins where the day before ends, though there is no midnight", (zone, night, from) => {
    const start = Date.parse(from);
    expect(nightSpan(night, zone)).toEqual({ from: start, to: start + 23 * hourMs });
    expect(nightSpan(shiftNight(night, -1), zone)).toEqual({ from: start - 24 * hourMs, to: start });
  });

  // Clocks go from 24:00 back to 23:00, and in Havana from 01:00 back to 00:00, so that midnight comes twice.
  it.each([
    ["Africa/Cairo", "2026-10-29", "2026-10-28T21:00:00Z"],
    ["Asia/Beirut", "2026-10-24", "2026-10-23T21:00:00Z"],
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"],
  ])("in %s on %s holds the hour that comes twice", (zone, night, from) => {
    const start = Date.parse(from);
    expect(nightSpan(night, zone)).toEqual({ from: start, to: start + 25 * hourMs });
    expect(nightSpan(shiftNight(night, 1), zone).from).toBe(start + 25 * hourMs);
  });

  it.each(["Africa/Cairo", "America/Havana", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Shanghai"])(
    "leaves no gap between the nights of a year in %s, and begins them on their own date",
    (zone) => {
      const dateIn = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
      let night = "2026-01-01";
      for (let day = 0; day < 366; day += 1) {
        const span = nightSpan(night, zone);
        const next = shiftNight(night, 1);
        expect(span.to).toBe(nightSpan(next, zone).from);
        expect([dateIn.format(span.from), dateIn.format(span.to - 1), dateIn.format(span.to)]).toEqual([
          night,
          night,
          next,
        ]);
        night = next;
      }
    },
  );
});

describe("shiftNight()", () => {
  it("counts calendar days over months, years and leap days", () => {
    expect(shiftNight("2026-11-21", 1)).toBe("2026-11-22");
    expect(shiftNight("2026-12-31", 1)).toBe("2027-01-01");
    expect(shiftNight("2024-03-01", -1)).toBe("2024-02-29");
    expect(shiftNight("2026-03-01", -7)).toBe("2026-02-22");
    expect(shiftNight("2026-11-21", 0)).toBe("2026-11-21");
  });
});

describe("lastNightBefore()", () => {
  const settleMs = 2 * hourMs;

  it("takes a night from the very instant at which it has settled", () => {
    const settled = Date.parse("2026-11-21T18:00:00Z");
    expect(lastNightBefore(settled - 1, "Asia/Shanghai", settleMs)).toBe("2026-11-20");
    expect(lastNightBefore(settled, "Asia/Shanghai", settleMs)).toBe("2026-11-21");
    expect(lastNightBefore(settled + 24 * hourMs - 1, "Asia/Shanghai", settleMs)).toBe("2026-11-21");
  });

  it("needs no wait where nothing settles", () => {
    expect(lastNightBefore(Date.parse("2026-11-21T16:00:00Z"), "Asia/Shanghai", 0)).toBe("2026-11-21");
  });

  it("knows days without a midnight", () => {
    const end = Date.parse("2026-04-23T22:00:00Z");
    expect(lastNightBefore(end + settleMs - 1, "Africa/Cairo", settleMs)).toBe("2026-04-22");
    expect(lastNightBefore(end + settleMs, "Africa/Cairo", settleMs)).toBe("2026-04-23");
  });
});
