import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cron, readCron } from "../../../emulator/scf/cron.ts";
import { dueTimes } from "../../../emulator/scf/cron-times.ts";

function cronOf(text: string): Cron {
  const cron = readCron(text);
  if (typeof cron === "string") throw new Error(cron);
  return cron;
}

/** As ISO texts, without the milliseconds. */
function due(text: string, zone: string, after: string, until: string): readonly string[] {
  const span = { after: Date.parse(after), until: Date.parse(until) };
  return dueTimes(cronOf(text), zone, span).map((time) => `${new Date(time).toISOString().slice(0, 19)}Z`);
}

/** What a clock on a wall shows, from the platform's own data of zones. */
function wallClock(zone: string): (time: number) => readonly number[] {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  });
  return (time) => {
    const [, day, month, year, hour, minute, second] =
      /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/.exec(format.format(time)) ?? [];
    const weekday = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay();
    return [second, minute, hour, day, month, weekday, year].map(Number);
  };
}

/** Looks at every second, with sets made by hand. */
function bruteForce(sets: readonly (ReadonlySet<number> | null)[], zone: string, times: readonly number[]) {
  const wall = wallClock(zone);
  return times.filter((time) => {
    const shown = wall(time);
    const fits = (index: number) => sets[index]?.has(shown[index] ?? -1) ?? false;
    const days = sets[3] === null && sets[5] === null ? true : fits(3) || fits(5);
    return days && [0, 1, 2, 4, 6].every(fits);
  });
}

describe("dueTimes()", () => {
  it.each([
    ["0 30 2 * * * *", "2026-11-20T18:30:00Z"],
    ["0 0 12 * * FRI *", "2026-11-20T04:00:00Z"],
    ["0 0 12 20 11 * 2026", "2026-11-20T04:00:00Z"],
  ])("takes %s for a time of the zone", (text, time) => {
    expect(due(text, "Asia/Shanghai", "2026-11-19T20:00:00Z", "2026-11-20T20:00:00Z")).toEqual([time]);
  });

  it("leaves out the first instant and holds the last", () => {
    const hourly = "0 0 * * * * *";
    expect(due(hourly, "UTC", "2026-01-01T00:00:00Z", "2026-01-01T02:00:00Z")).toEqual([
      "2026-01-01T01:00:00Z",
      "2026-01-01T02:00:00Z",
    ]);
    expect(due(hourly, "UTC", "2026-01-01T00:00:00.999Z", "2026-01-01T00:59:59.999Z")).toEqual([]);
    expect(due(hourly, "UTC", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z")).toEqual(["2026-01-01T00:00:00Z"]);
    expect(due(hourly, "UTC", "2026-01-01T01:00:00Z", "2026-01-01T00:00:00Z")).toEqual([]);
  });

  it("takes days and weekdays that are both named for an or", () => {
    const week = ["2026-03-01T00:00:00Z", "2026-03-15T00:00:00Z"] as const;
    expect(due("0 0 6 13 * MON *", "UTC", ...week)).toEqual([
      "2026-03-02T06:00:00Z",
      "2026-03-09T06:00:00Z",
      "2026-03-13T06:00:00Z",
    ]);
    expect(due("0 0 6 ? * MON *", "UTC", ...week)).toHaveLength(2);
    expect(due("0 0 6 13 * * *", "UTC", ...week)).toEqual(["2026-03-13T06:00:00Z"]);
  });

  it("knows the lengths of months and leap years", () => {
    expect(due("0 0 0 29 2 * *", "UTC", "2023-01-01T00:00:00Z", "2029-01-01T00:00:00Z")).toEqual([
      "2024-02-29T00:00:00Z",
      "2028-02-29T00:00:00Z",
    ]);
  });

  it("is due as long after a change of clocks as a time that it leaves out", () => {
    const change = ["2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z"] as const;
    expect(due("0 30 2 * * * *", "America/New_York", ...change)).toEqual(["2026-03-08T07:30:00Z"]);
    expect(due("0 30 2,3 * * * *", "America/New_York", ...change)).toEqual(["2026-03-08T07:30:00Z"]);
    expect(due("0 30 * * * * *", "America/New_York", "2026-03-08T06:00:00Z", "2026-03-08T08:00:00Z")).toEqual([
      "2026-03-08T06:30:00Z",
      "2026-03-08T07:30:00Z",
    ]);
  });

  it("is due once at a time that comes twice, unless every hour will do", () => {
    const change = ["2026-11-01T04:00:00Z", "2026-11-01T08:00:00Z"] as const;
    expect(due("0 30 1 * * * *", "America/New_York", ...change)).toEqual(["2026-11-01T05:30:00Z"]);
    expect(due("0 30 * * * * *", "America/New_York", ...change)).toEqual([
      "2026-11-01T04:30:00Z",
      "2026-11-01T05:30:00Z",
      "2026-11-01T06:30:00Z",
      "2026-11-01T07:30:00Z",
    ]);
  });

  it("finds the same in one span as in seconds, across both changes", () => {
    for (const [after, until] of [
      ["2026-03-08T06:55:00Z", "2026-03-08T07:35:00Z"],
      ["2026-11-01T05:25:00Z", "2026-11-01T06:35:00Z"],
    ] as const) {
      const cron = cronOf("30 */10 1-3 * * * *");
      const span = { after: Date.parse(after), until: Date.parse(until) };
      const single: number[] = [];
      for (let time = span.after; time < span.until; time += 1000) {
        single.push(...dueTimes(cron, "America/New_York", { after: time, until: time + 1000 }));
      }
      expect(single).toEqual(dueTimes(cron, "America/New_York", span));
      expect(single.length).toBeGreaterThan(0);
    }
  });

  it("knows the day that a zone left out when it crossed the date line", () => {
    const change = ["2011-12-29T00:00:00Z", "2012-01-02T00:00:00Z"] as const;
    expect(due("0 0 12 * * * *", "Pacific/Apia", ...change)).toEqual([
      "2011-12-29T22:00:00Z",
      "2011-12-30T22:00:00Z",
      "2011-12-31T22:00:00Z",
      "2012-01-01T22:00:00Z",
    ]);
  });

  const value = (least: number, most: number) =>
    fc.oneof(fc.constant(null), fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 3 }));
  const zones = fc.constantFrom("Asia/Shanghai", "UTC", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe");

  it("is what looking at every second finds where clocks are not changed", () => {
    const drawn = fc.record({
      zone: zones,
      begin: fc.constantFrom("2026-06-01T11:00:00Z", "2026-12-31T22:30:00Z", "2028-02-28T17:00:00Z"),
      seconds: value(0, 59),
      minutes: value(0, 59),
      hours: value(0, 23),
      days: fc.oneof(fc.constant(null), fc.constantFrom([1], [28, 29], [31])),
      months: fc.oneof(fc.constant(null), fc.constantFrom([1], [2, 3], [6, 12])),
      weekdays: value(0, 6),
      years: fc.oneof(fc.constant(null), fc.constantFrom([2026], [2027, 2028])),
    });
    fc.assert(
      fc.property(drawn, ({ zone, begin, seconds, minutes, hours, days, months, weekdays, years }) => {
        const lists = [seconds, minutes, hours, days, months, weekdays, years];
        const text = lists.map((list) => list?.join(",") ?? "*").join(" ");
        const after = Date.parse(begin);
        const times = Array.from({ length: 3600 }, (_, index) => after + (index + 1) * 1000);
        const ranges = [[0, 59], [0, 59], [0, 23], null, [1, 12], null, [1970, 2099]];
        const sets = lists.map((list, index) => {
          const [least = 0, most = 0] = ranges[index] ?? [];
          if (list) return new Set(list);
          return ranges[index] ? new Set(Array.from({ length: most - least + 1 }, (_, at) => least + at)) : null;
        });
        expect(dueTimes(cronOf(text), zone, { after, until: after + 3_600_000 })).toEqual(
          bruteForce(sets, zone, times),
        );
      }),
      { numRuns: 60 },
    );
  });
});
