import { describe, expect, it } from "vitest";
import { readCron } from "../../../emulator/scf/cron.ts";

const everySecond = Array.from({ length: 60 }, (_, second) => second);
const everyYear = Array.from({ length: 130 }, (_, index) => 1970 + index);

describe("readCron()", () => {
  it("reads values, lists, ranges, steps and names", () => {
    expect(readCron("*/20 1/25 9-17/4,23 1,15 JAN,mar-MAY SUN,2-4 2026-2028")).toEqual({
      seconds: [0, 20, 40],
      minutes: [1, 26, 51],
      hours: [9, 13, 17, 23],
      days: [1, 15],
      months: [1, 3, 4, 5],
      weekdays: [0, 2, 3, 4],
      years: [2026, 2027, 2028],
      everyHour: false,
    });
  });

  it("tells what is not specified from what is every value", () => {
    expect(readCron(" *  0-59 * ? * *   * ")).toEqual({
      seconds: everySecond,
      minutes: everySecond,
      hours: everySecond.slice(0, 24),
      days: null,
      months: everySecond.slice(1, 13),
      weekdays: null,
      years: everyYear,
      everyHour: true,
    });
    expect(readCron("0 0 0-23 1-31 * 0-6 *")).toMatchObject({
      everyHour: false,
      days: everySecond.slice(1, 32),
      weekdays: [0, 1, 2, 3, 4, 5, 6],
    });
  });

  it("names each value once, in order", () => {
    expect(readCron("30,5,5-7,30 0 0 * * * *")).toMatchObject({ seconds: [5, 6, 7, 30] });
  });

  it.each([
    ["0 3 * * *", "a cron expression has seven fields, this one has 5"],
    ["", "a cron expression has seven fields, this one has 1"],
    ["60 0 0 * * * *", "the second is 60, and must be 0 to 59"],
    ["0 0 24 * * * *", "the hour is 24, and must be 0 to 23"],
    ["0 0 0 0 * * *", "the day is 0, and must be 1 to 31"],
    ["0 0 0 * 13 * *", "the month is 13, and must be 1 to 12"],
    ["0 0 0 * SUN * *", "the month is SUN, and must be 1 to 12"],
    ["0 0 0 * * 7 *", "the weekday is 7, and must be 0 to 6"],
    ["0 0 0 * * FRI-MON *", "the weekday is FRI-MON, and must be 0 to 6"],
    ["0 0 0 * * * 2100", "the year is 2100, and must be 1970 to 2099"],
    ["0 0 0 * * * 1969", "the year is 1969, and must be 1970 to 2099"],
    ["*/0 0 0 * * * *", "the second is */0, and must be 0 to 59"],
    ["? 0 0 * * * *", "the second is ?, and must be 0 to 59"],
    ["0 0 0 L * * *", "the day is L, and must be 1 to 31"],
    ["0 0 0 * * 5#2 *", "the weekday is 5#2, and must be 0 to 6"],
    ["0 1, 0 * * * *", "the minute is 1,, and must be 0 to 59"],
    ["0 0 0 1-2-3 * * *", "the day is 1-2-3, and must be 1 to 31"],
    ["0 0 -1 * * * *", "the hour is -1, and must be 0 to 23"],
    ["0 0 1-30 * * * *", "the hour is 1-30, and must be 0 to 23"],
  ])("says what is wrong with %j", (text, problem) => {
    expect(readCron(text)).toBe(problem);
  });
});
