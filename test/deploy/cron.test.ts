import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cronProblem } from "../../deploy/cron.ts";

describe("cronProblem()", () => {
  it.each([
    "0 30 2 * * * *",
    "  0   30 2 * * * * ",
    "*/5 * * * * * *",
    "0 0 12 1 1 0 2026",
    "59 59 23 31 12 6 2099",
    "0 0 9-17/2 * JAN-MAR,dec MON-FRI *",
    "0,15,30,45 * * * * * 1970",
  ])("takes %j", (expression) => {
    expect(cronProblem(expression)).toBeNull();
  });

  it("says what to add to the five fields of every Unix", () => {
    expect(cronProblem(" 30 2 * * * ")).toBe(
      "seven fields (second minute hour day month weekday year): add 0 for the second in front and * for the year " +
        'behind, "0 30 2 * * * *"',
    );
  });

  it.each(["", "@daily", "0 30 2 * * *", "0 30 2 * * * * *", "rate(1 day)"])(
    "shows an example for %j",
    (expression) => {
      expect(cronProblem(expression)).toBe(
        'seven fields (second minute hour day month weekday year), such as "0 30 2 * * * *"',
      );
    },
  );

  it.each([
    ["60 0 0 * * * *", "second", "*, 0 to 59,"],
    ["0 60 0 * * * *", "minute", "*, 0 to 59,"],
    ["0 0 24 * * * *", "hour", "*, 0 to 23,"],
    ["0 0 0 0 * * *", "day", "*, 1 to 31,"],
    ["0 0 0 ? * * *", "day", "*, 1 to 31,"],
    ["0 0 0 * 13 * *", "month", "*, 1 to 12 or JAN to DEC,"],
    ["0 0 0 * * 7 *", "weekday", "*, 0 to 6 or SUN to SAT,"],
    ["0 0 0 * * * 1969", "year", "*, 1970 to 2099,"],
    ["0 0 0 * * * 26", "year", "*, 1970 to 2099,"],
    ["0 30-10 0 * * * *", "minute", "*, 0 to 59,"],
    ["0 1-2-3 0 * * * *", "minute", "*, 0 to 59,"],
    ["0 */0 0 * * * *", "minute", "*, 0 to 59,"],
    ["0 */5/5 0 * * * *", "minute", "*, 0 to 59,"],
    ["0 1, 0 * * * *", "minute", "*, 0 to 59,"],
    ["0 -1 0 * * * *", "minute", "*, 0 to 59,"],
    ["0 1e1 0 * * * *", "minute", "*, 0 to 59,"],
  ])("names what is wrong in %j: the %s", (expression, field, allowed) => {
    expect(cronProblem(expression)).toContain(`of which the ${field} is ${allowed}`);
  });

  it("takes every value of every field and none beside them", () => {
    const bounds = [
      [0, 59],
      [0, 59],
      [0, 23],
      [1, 31],
      [1, 12],
      [0, 6],
      [1970, 2099],
    ] as const;
    const cases = fc.nat(6).chain((index) => fc.tuple(fc.constant(index), fc.integer({ min: 0, max: 2200 })));
    fc.assert(
      fc.property(cases, ([index, value]) => {
        const [from, to] = bounds[index] ?? [0, 0];
        const fields = bounds.map((_, at) => (at === index ? String(value) : "*"));
        expect(cronProblem(fields.join(" ")) === null).toBe(value >= from && value <= to);
      }),
    );
  });
});
