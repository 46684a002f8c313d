import { describe, expect, it } from "vitest";
import { alternate } from "../../bench/alternate.ts";
import { openResults } from "../../bench/results.ts";
import { keptOutlets, madeRun } from "./results-of.ts";

describe("alternate", () => {
  it("lets sides change places every round, one at a time, and returns medians and rounds", async () => {
    const outlets = await keptOutlets();
    const ran: string[] = [];
    const side = (name: string, wallMs: readonly number[]) => async (round: number) => {
      ran.push(`${name} ${round} begins`);
      await Promise.resolve();
      ran.push(`${name} ${round} ends`);
      return { wallMs: wallMs[round - 1] ?? Number.NaN };
    };
    const sides = { ours: side("ours", [3, 1, 2.00049]), naive: side("naive", [30, 50, 40]) };
    const { ours, naive } = await alternate({ of: "it", rounds: 3, sides }, openResults(madeRun, outlets));

    const order = ["ours 1", "naive 1", "naive 2", "ours 2", "ours 3", "naive 3"];
    expect(ran).toEqual(order.flatMap((each) => [`${each} begins`, `${each} ends`]));
    expect(ours).toEqual({ median: { wallMs: 2 }, all: [{ wallMs: 3 }, { wallMs: 1 }, { wallMs: 2 }] });
    expect(naive.median).toEqual({ wallMs: 40 });
    expect(outlets.said.slice(-2)).toEqual([
      "made, it, median of 3, ours: time 0.002 s",
      "made, it, median of 3, naive: time 0.04 s",
    ]);
  });

  it("believes nothing of a side that found something else", async () => {
    const outlets = await keptOutlets();
    const sides = { ours: () => Promise.reject(new Error("found 9 jobs; there are 10")) };
    const alternation = alternate({ of: "it", rounds: 1, sides }, openResults(madeRun, outlets));
    await expect(alternation).rejects.toThrow("found 9 jobs; there are 10");
    expect(outlets.said).toEqual([]);
  });
});
