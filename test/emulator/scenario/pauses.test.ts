import { describe, expect, it } from "vitest";
import { pausesOf, startOfWaiting } from "../../../emulator/scenario/pauses.ts";

const paused = (at: number) => ({ at, state: "Paused" as const });
const active = (at: number) => ({ at, state: "Active" as const });

describe("pausesOf()", () => {
  it("takes each pause to the next time that the queue is active, or for ever", () => {
    expect(pausesOf([active(1), paused(10), paused(12), active(20), active(25), paused(30)])).toEqual([
      { from: 10, until: 20 },
      { from: 30, until: Number.POSITIVE_INFINITY },
    ]);
    expect(pausesOf([])).toEqual([]);
  });
});

describe("startOfWaiting()", () => {
  const pauses = [
    { from: 10, until: 20 },
    { from: 22, until: 40 },
    { from: 100, until: Number.POSITIVE_INFINITY },
  ];
  const start = (createdAt: number, waitMs: number) => startOfWaiting({ createdAt, waitMs }, pauses);

  it("is the end of the usual wait outside of pauses", () => {
    expect([start(5, 4), start(5, 16), start(40, 59)]).toEqual([9, 21, 99]);
  });

  it("is as long after the pause that it falls into, its first instant included", () => {
    expect([start(9, 1), start(18, 1)]).toEqual([21, 21]);
  });

  it("is after every pause that it falls into, one after the other", () => {
    expect(start(12, 3)).toBe(43);
  });

  it("is never in a pause without end", () => {
    expect(start(100, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});
