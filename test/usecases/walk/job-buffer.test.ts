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
    expect(buffer.takeBefore(at(1))).toEqual([]);
    expect(buffer.size).toBe(2);
    expect(buffer.takeBefore(at(2))).toEqual([first, second]);
    expect(buffer.size).toBe(0);
    expect(buffer.takeBefore(at(9))).toEqual([]);
  });

  it("knows a job by its id and keeps the better observation", () => {
    const buffer = createJobBuffer();
    buffer.add(aJob({ id: "a", state: "Failed" }));
    expect(buffer.add(aJob({ id: "a", state: "Running" }))).toBe(false);
    expect(buffer.takeAll().map(({ state }) => state)).toEqual(["Failed"]);
    expect(buffer.takeAll()).toEqual([]);
  });
});
