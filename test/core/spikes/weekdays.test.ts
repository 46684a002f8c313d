import { describe, expect, it } from "vitest";
import { createWeekdays } from "../../../lib/core/spikes/weekdays.ts";

describe("createWeekdays()", () => {
  const weekdays = createWeekdays();

  it("tells nights of one weekday, also across months and a leap day", () => {
    expect(weekdays.of("2028-02-26")).toBe(weekdays.of("2028-03-04"));
    expect(weekdays.of("2028-02-26")).not.toBe(weekdays.of("2028-03-03"));
    expect(weekdays.of("2028-02-26")).toBe(weekdays.of("2028-02-26"));
  });

  it("counts the days from one night to another", () => {
    expect(weekdays.daysBetween("2028-02-26", "2028-03-04")).toBe(7);
    expect(weekdays.daysBetween("2028-03-04", "2028-02-26")).toBe(-7);
  });
});
