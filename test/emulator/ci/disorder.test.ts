import { describe, expect, it } from "vitest";
import { inDisorder } from "../../../emulator/ci/disorder.ts";
import { storedJobs } from "../../../emulator/ci/job-index.ts";
import { dayStart, makeJobs } from "../small-world.ts";

const jobs = storedJobs(makeJobs(40, (index) => ({ createdAt: dayStart + Math.floor(index / 4) * 1000 })));
const whole = { low: 0, high: jobs.length };

function positions(low: number, high: number): number[] {
  return Array.from({ length: high - low }, (_, index) => low + index);
}

describe("inDisorder", () => {
  it("turns the jobs of one second round, and leaves the seconds in their order", () => {
    const listed = positions(0, 40).map((position) => inDisorder(jobs, whole, position, "within-second"));
    expect(listed.slice(0, 8)).toEqual([3, 2, 1, 0, 7, 6, 5, 4]);
    const times = listed.map((index) => jobs.createdAt(index));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("lists jobs before others that were created earlier", () => {
    const listed = positions(0, 40).map((position) => inDisorder(jobs, whole, position, "across-seconds"));
    expect(listed.slice(0, 17)).toEqual([4, 3, 2, 1, 0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 19, 18]);
  });

  it.each(["within-second", "across-seconds"] as const)("lists each job of any span once: %s", (inversions) => {
    for (let low = 0; low < 20; low += 1) {
      const span = { low, high: low + 13 };
      const listed = positions(span.low, span.high).map((position) => inDisorder(jobs, span, position, inversions));
      expect([...listed].sort((a, b) => a - b)).toEqual(positions(span.low, span.high));
    }
  });
});
