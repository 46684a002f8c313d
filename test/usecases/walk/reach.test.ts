import { describe, expect, it } from "vitest";
import { densityOf, jobsLeft, openReach, takeHalf } from "../../../lib/usecases/walk/reach.ts";
import { aJob, midnight } from "../../fakes/samples.ts";

const minute = { from: midnight, to: midnight + 60_000 };

function jobsAt(...seconds: readonly number[]) {
  return seconds.map((second) => aJob({ id: `${second}`, createdAt: midnight + second * 1_000 }));
}

describe("takeHalf()", () => {
  it("takes the later half of the time that is left", () => {
    const reach = { ...openReach(minute), at: midnight + 20_000, density: 3 };
    const part = takeHalf(reach);
    expect(reach.to).toBe(midnight + 40_000);
    expect(part).toMatchObject({ at: midnight + 40_000, to: midnight + 60_000, density: 3, pages: 0, void: false });
  });

  it("leaves the second at hand, and takes no part of a second", () => {
    const reach = { ...openReach(minute), at: midnight + 57_000, density: 3 };
    expect(takeHalf(reach)).toMatchObject({ at: midnight + 58_000 });
    expect(takeHalf(reach)).toBeNull();
    expect(reach.to).toBe(midnight + 58_000);
  });
});

describe("jobsLeft()", () => {
  it("is what the density says of the time that is left", () => {
    expect(jobsLeft({ ...openReach(minute), at: midnight + 20_000, density: 3 })).toBe(120);
  });

  it("is nothing where nothing may be taken, or less than two seconds are left", () => {
    expect(jobsLeft(openReach(minute))).toBe(0);
    expect(jobsLeft({ ...openReach(minute), at: midnight + 59_000, density: 3 })).toBe(0);
  });
});

describe("densityOf()", () => {
  it("is jobs a second over the time of the page", () => {
    expect(densityOf(jobsAt(0, 1, 2, 4), null)).toBe(1);
  });

  it("stays what it was with a page without jobs, or with those of one second", () => {
    expect(densityOf([], 7)).toBe(7);
    expect(densityOf(jobsAt(5, 5, 5), 7)).toBe(7);
    expect(densityOf(jobsAt(5, 5, 5), null)).toBeNull();
  });
});
