import { describe, expect, it } from "vitest";
import { viewAt } from "../../../emulator/ci/job-state.ts";
import { dayStart, makeJob } from "../small-world.ts";

const failing = { outcome: "Failed", code: "ImageError", message: "图片解码失败" };
const seconds = (count: number) => dayStart + count * 1000;

describe("viewAt()", () => {
  const job = makeJob({ ...failing, startedAt: seconds(10), endedAt: seconds(20) });

  it("shows of a job's history what has happened by then", () => {
    const pending = { code: "Success", message: "" };
    expect(viewAt(job, "Active", seconds(9))).toEqual({
      ...{ ...pending, state: "Submitted" },
      ...{ startedAt: null, endedAt: null },
    });
    expect(viewAt(job, "Active", seconds(10))).toEqual({
      ...{ ...pending, state: "Running" },
      ...{ startedAt: seconds(10), endedAt: null },
    });
    expect(viewAt(job, "Active", seconds(20))).toEqual({
      ...{ state: "Failed", code: "ImageError", message: "图片解码失败" },
      ...{ startedAt: seconds(10), endedAt: seconds(20) },
    });
  });

  it("pauses what waits in a paused queue, and lets run what runs", () => {
    const states = [0, 10, 20].map((second) => viewAt(job, "Paused", seconds(second)).state);
    expect(states).toEqual(["Pause", "Running", "Failed"]);
  });

  it("keeps a job that never ends in its outcome once it has started", () => {
    const hung = makeJob({ outcome: "Running", startedAt: seconds(10), endedAt: null });
    expect([0, 10, 9999].map((second) => viewAt(hung, "Active", seconds(second)).state)).toEqual([
      "Submitted",
      "Running",
      "Running",
    ]);
    const strange = makeJob({ ...failing, outcome: "Archived", startedAt: seconds(10), endedAt: null });
    expect(viewAt(strange, "Active", seconds(11))).toMatchObject({ state: "Archived", code: "ImageError" });
  });

  it("cancels a job that never started", () => {
    const cancelled = makeJob({ outcome: "Cancel", startedAt: null, endedAt: seconds(5) });
    expect(viewAt(cancelled, "Paused", seconds(4)).state).toBe("Pause");
    expect(viewAt(cancelled, "Paused", seconds(5))).toMatchObject({ state: "Cancel", startedAt: null });
  });
});
