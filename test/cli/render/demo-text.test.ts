import { describe, expect, it } from "vitest";
import { runsText } from "../../../cli/render/demo-text.ts";

describe("runsText()", () => {
  it("tells of one mishap and of several", () => {
    const runs = { instances: 1_057, atOnce: 2, memoryMb: 512, peakMb: 131, doubled: 1, refused: 2 };
    expect(runsText(runs, 400)).toBe(
      "1,057 instances ran, each a process of its own, at most 2 at once; the largest took 131 of its 512 MB. " +
        "What went wrong on purpose: 1 start ran twice, 2 were refused.\n\n",
    );
    expect(runsText({ ...runs, doubled: 2, refused: 1 }, 400)).toContain("2 starts ran twice, 1 was refused.");
  });
});
