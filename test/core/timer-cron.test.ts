import { describe, expect, it } from "vitest";
import { type Cron, nextFires, readCron } from "../../lib/core/timer-cron.ts";

const at = (text: string) => Date.parse(text);
const instants = (fires: readonly number[]) => fires.map((fire) => new Date(fire).toISOString());

function fires(expression: string, zone: string, after: string): readonly string[] {
  return instants(nextFires(readCron(expression) as Cron, zone, at(after)));
}

describe("readCron()", () => {
  it("reads lists, ranges, steps and names, in any order and each value once", () => {
    expect(readCron("0,30 5/20 */12 1-3,2 jan,DEC mon-fri/2 2026")).toEqual({
      seconds: [0, 30],
      minutes: [5, 25, 45],
      hours: [0, 12],
      days: [1, 2, 3],
      months: [1, 12],
      weekdays: [1, 3, 5],
      years: [2026],
    });
  });

  it("tells an open day and weekday as any", () => {
    expect(readCron("0 0 2 * * ? *")).toMatchObject({ days: null, weekdays: null });
  });

  it.each([
    "0 30 2 * * *",
    "0 30 2 * * * * *",
    "60 30 2 * * * *",
    "0 30 24 * * * *",
    "0 30 2 0 * * *",
    "0 30 2 * FEBRUARY * *",
    "0 30 2 * * 7 *",
    "0 30 5-2 * * * *",
    "0 30 2/0 * * * *",
    "0 30 2 L * * *",
    "0 30 2 * * 1#2 *",
    "0 30 2, * * * *",
    "",
  ])("does not read %j", (text) => {
    expect(readCron(text)).toBeNull();
  });
});

describe("nextFires()", () => {
  it("tells the next time in the zone that the hours are read in", () => {
    expect(fires("0 30 2 * * * *", "Asia/Shanghai", "2026-11-20T12:00:00Z")).toEqual(["2026-11-20T18:30:00.000Z"]);
    expect(fires("0 30 2 * * * *", "UTC", "2026-11-20T12:00:00Z")).toEqual(["2026-11-21T02:30:00.000Z"]);
  });

  it("leaves out what is over, to the second", () => {
    expect(fires("0 30 2 * * * *", "UTC", "2026-11-20T02:29:59Z")).toEqual(["2026-11-20T02:30:00.000Z"]);
    expect(fires("0 30 2 * * * *", "UTC", "2026-11-20T02:30:00Z")).toEqual(["2026-11-21T02:30:00.000Z"]);
  });

  it("tells the first time of each hour of that day", () => {
    expect(fires("10,40 5,35 3,9 * * * *", "UTC", "2026-11-20T12:00:00Z")).toEqual([
      "2026-11-21T03:05:10.000Z",
      "2026-11-21T09:05:10.000Z",
    ]);
  });

  it("keeps to days, months, weekdays and years; a day and a weekday are an or", () => {
    const friday = "2026-11-20T12:00:00Z";
    expect(fires("0 0 2 1 * * *", "UTC", friday)).toEqual(["2026-12-01T02:00:00.000Z"]);
    expect(fires("0 0 2 * * SUN *", "UTC", friday)).toEqual(["2026-11-22T02:00:00.000Z"]);
    expect(fires("0 0 2 1 * SUN *", "UTC", "2026-11-29T12:00:00Z")).toEqual(["2026-12-01T02:00:00.000Z"]);
    expect(fires("0 0 2 1 * SUN *", "UTC", "2026-12-01T12:00:00Z")).toEqual(["2026-12-06T02:00:00.000Z"]);
    expect(fires("0 0 2 * 1 * 2028", "UTC", friday)).toEqual(["2028-01-01T02:00:00.000Z"]);
    expect(fires("0 0 2 29 2 * *", "UTC", friday)).toEqual(["2028-02-29T02:00:00.000Z"]);
  });

  it("tells none that never comes", () => {
    expect(fires("0 0 2 30 2 * *", "UTC", "2026-11-20T12:00:00Z")).toEqual([]);
    expect(fires("0 0 2 * * * 2025", "UTC", "2026-11-20T12:00:00Z")).toEqual([]);
  });

  it("starts at the zone's own date", () => {
    // It is the 21st in Kiritimati already.
    expect(fires("0 0 3 21 * * *", "Pacific/Kiritimati", "2026-11-20T12:00:00Z")).toEqual(["2026-11-20T13:00:00.000Z"]);
  });
});
