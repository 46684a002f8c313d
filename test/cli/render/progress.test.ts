import { describe, expect, it } from "vitest";
import { progressText, showProgress } from "../../../cli/render/progress.ts";
import { createFakeIo } from "../fake-io.ts";

const walked = { step: "walk", windows: 12, plannedWindows: 504, pages: 30, jobs: 2950 } as const;

describe("progressText", () => {
  it("says how far each step is", () => {
    expect(progressText({ step: "discover" })).toBe("looking for buckets and queues");
    expect(progressText(walked)).toBe("12 of 504 windows, 30 pages, 2950 jobs");
    expect(progressText({ step: "recheck" })).toBe("seeing open jobs of earlier nights again");
    expect(progressText({ step: "write" })).toBe("writing the report");
  });
});

describe("showProgress", () => {
  it("is silent in a pipe", () => {
    const io = createFakeIo();
    const progress = showProgress(io, "Auditing");
    progress.update(walked);
    progress.stop();
    expect(io.written).toEqual({ out: "", err: "" });
  });
});
