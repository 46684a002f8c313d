import { describe, expect, it } from "vitest";
import { createJobBuffer } from "../../../lib/usecases/walk/job-buffer.ts";
import { aJob } from "../../fakes/samples.ts";
import { at } from "./seconds.ts";

describe("createJobBuffer()", () => {
  it("gives jobs away once nothing can change them any more", () => {
    const buffer = createJobBuffer();
    const first = aJob({ id: "a", createdAt: at(1) });
    const second = aJob({ id: "b", createdAt: at(1) });
    expect([buffer.add(first), buffer.add(second)]).toEqual([true, true]);
    buffer.settleBefore(at(1));
    expect(buffer.takeSettled()).toEqual([]);
    expect(buffer.size).toBe(2);
    buffer.settleBefore(at(2));
    expect(buffer.size).toBe(0);
    expect(buffer.takeSettled()).toEqual([first, second]);
    expect(buffer.takeSettled()).toEqual([]);
  });

  it("keeps jobs of several seconds in order until they are taken, settled or not", () => {
    const buffer = createJobBuffer();
    const jobs = [1, 2, 3].map((second) => aJob({ id: `s${second}`, createdAt: at(second) }));
    for (const job of jobs) {
      buffer.settleBefore(job.createdAt);
      buffer.add(job);
    }
    expect(buffer.size).toBe(1);
    expect(buffer.takeAll()).toEqual(jobs);
    expect(buffer.takeAll()).toEqual([]);
  });

  it("takes an id that comes again in a later second for another job", () => {
    const buffer = createJobBuffer();
    buffer.add(aJob({ id: "a", createdAt: at(1) }));
    buffer.settleBefore(at(2));
    expect(buffer.add(aJob({ id: "a", createdAt: at(2) }))).toBe(true);
    expect(buffer.takeAll()).toHaveLength(2);
  });

  it("knows a job by its id and keeps the better observation", () => {
    const buffer = createJobBuffer();
    buffer.add(aJob({ id: "a", state: "Failed" }));
    expect(buffer.add(aJob({ id: "a", state: "Running" }))).toBe(false);
    expect(buffer.takeAll().map(({ state }) => state)).toEqual(["Failed"]);
    expect(buffer.takeAll()).toEqual([]);
  });
});
