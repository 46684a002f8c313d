import { describe, expect, it } from "vitest";
import { createLocalHour } from "../../../lib/core/why/local-hour.ts";

describe("createLocalHour()", () => {
  it("tells the hour of the zone, instants in any order", () => {
    const hourOf = createLocalHour("Asia/Shanghai");
    const instants = ["2026-11-20T16:00:00.000Z", "2026-11-20T16:59:59.999Z", "2026-11-20T17:00:00.000Z"];
    expect([...instants, ...instants].map(hourOf)).toEqual(["00", "00", "01", "00", "00", "01"]);
  });

  it("knows zones of half hours and clocks that change", () => {
    expect(createLocalHour("Asia/Kolkata")("2026-11-20T03:29:59.000Z")).toBe("08");
    expect(createLocalHour("Asia/Kolkata")("2026-11-20T03:30:00.000Z")).toBe("09");
    const berlin = createLocalHour("Europe/Berlin");
    expect(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"].map(berlin)).toEqual(["02", "02"]);
  });
});
