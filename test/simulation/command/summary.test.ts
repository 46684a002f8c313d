import { describe, expect, it } from "vitest";
import { summaryLines } from "../../../simulation/command/summary.ts";
import { addPlayed, nothingPlayed } from "../../../simulation/command/totals.ts";

describe("summaryLines", () => {
  it("tells the pace, and how often each kind of fault fired in all seeds together", () => {
    const seeds = [
      { violations: [], digest: "", exchanges: 1000, fired: { reset: 2, "kill after": 1 } },
      { violations: [], digest: "", exchanges: 234, fired: { reset: 1500 } },
    ];
    const totals = seeds.reduce(addPlayed, nothingPlayed);
    expect(summaryLines(totals, 500)).toEqual([
      "2 seeds in 0.5 s: 4.0 seeds/s, 1,234 exchanges",
      "  fault          fired",
      "  kill after         1",
      "  reset          1,502",
    ]);
  });
});
