import { describe, expect, it } from "vitest";
import { figureText, medianFigures, readable, rounded } from "../../bench/figures.ts";

describe("medianFigures", () => {
  it("takes each figure on its own", () => {
    const rounds = [
      { wallMs: 30, peakRssMb: 100 },
      { wallMs: 9, peakRssMb: 300 },
      { wallMs: 100, peakRssMb: 200 },
    ];
    expect(medianFigures(rounds)).toEqual({ wallMs: 30, peakRssMb: 200 });
  });

  it("takes the middle of both that are in the middle", () => {
    expect(medianFigures([{ pages: 4 }, { pages: 1 }, { pages: 2 }, { pages: 9 }])).toEqual({ pages: 3 });
  });

  it("knows of one round what that had", () => {
    expect(medianFigures([{ workCpuMs: 7 }])).toEqual({ workCpuMs: 7 });
  });
});

describe("rounded", () => {
  it("keeps microseconds", () => {
    expect(rounded({ pageCpuMs: 0.2354999, pages: 2_000 })).toEqual({ pageCpuMs: 0.235, pages: 2_000 });
  });
});

describe("readable", () => {
  it.each([
    [0.23549, "0.235"],
    [1.6, "1.6"],
    [17.649, "17.6"],
    [99.96, "100"],
    [1_234_567.8, "1,234,568"],
    [0, "0"],
    [Number.NaN, "NaN"],
  ])("makes %f %s", (value, text) => {
    expect(readable(value)).toBe(text);
  });
});

describe("figureText", () => {
  it("tells figures in the units that people read them in", () => {
    expect(figureText("workCpuMs", 12_345)).toBe("12.3 s");
    expect(figureText("pageCpuMs", 1.452)).toBe("1.45 ms");
    expect(figureText("pages", 10_012)).toBe("10,012");
  });
});
