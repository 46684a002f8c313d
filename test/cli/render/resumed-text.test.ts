import { describe, expect, it } from "vitest";
import { resumedText } from "../../../cli/render/resumed-text.ts";

describe("resumedText()", () => {
  it("tells in one line when the run before was alive, in the report's zone, and what it left", () => {
    const resumed = { savedAt: Date.UTC(2026, 10, 20, 18, 45, 7), windows: 812, plannedWindows: 1_200, jobs: 1 };
    expect(resumedText(resumed, "Asia/Shanghai")).toBe(
      "Went on where a run that was stopped after 2026-11-21 02:45:07 left off: 812 of 1,200 windows, 1 job.\n",
    );
  });
});
