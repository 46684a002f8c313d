import { describe, expect, it } from "vitest";
import { walkFigures } from "../../bench/walked.ts";

const there = { url: "http://127.0.0.1:1", night: "2026-11-22", scopes: [], jobs: 1_000, failed: 20 };
const found = { jobs: 1_000, failed: 20, pages: 10, wallMs: 500, cpuMs: 90, workCpuMs: 40, peakRssMb: 80 };

describe("walkFigures", () => {
  it("counts the work by the page, and jobs by the second", async () => {
    expect(await walkFigures(Promise.resolve(found), there)).toEqual({
      wallMs: 500,
      pageCpuMs: 4,
      jobsPerSecond: 2_000,
      pages: 10,
      peakRssMb: 80,
    });
  });

  it.each([{ jobs: 999 }, { failed: 21 }])("throws when %j was found and something else is there", async (wrong) => {
    await expect(walkFigures(Promise.resolve({ ...found, ...wrong }), there)).rejects.toThrow(
      /^found \d+ jobs, \d+ failed; there are 1000, 20$/,
    );
  });
});
