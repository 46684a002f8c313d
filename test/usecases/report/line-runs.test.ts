import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineRuns, toLine } from "../../../lib/usecases/report/line-runs.ts";
import { createSpool } from "../../../lib/usecases/report/spool.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;

async function runsOf(...batches: readonly (readonly object[])[]): Promise<string[]> {
  const lines = createLineRuns(createSpool(memoryStore(), "run1", Number.POSITIVE_INFINITY), signal);
  for (const rows of batches) await lines.add(rows);
  const runs = await lines.finish();
  return Promise.all(runs.map(async (run) => (await run.read(signal)).toString()));
}

describe("toLine()", () => {
  it("is JSON and a line feed, however many line feeds the row holds", () => {
    expect(toLine({ a: "x\ny", b: null, c: "图" }).toString()).toBe('{"a":"x\\ny","b":null,"c":"图"}\n');
  });
});

describe("createLineRuns()", () => {
  it("has no run without lines", async () => {
    expect(await runsOf()).toEqual([]);
    expect(await runsOf([], [])).toEqual([]);
  });

  it("orders the rows of one second by their key, whatever order they came in", async () => {
    const ids = fc.shuffledSubarray(["c1", "c10", "c2", "cA", "ca", "d"], { minLength: 6 });
    await fc.assert(
      fc.asyncProperty(ids, async (order) => {
        const rows = order.map((jobId) => ({ createdAt: "2026-11-20T16:00:00.000Z", jobId, state: "Failed" }));
        const found = (await runsOf(rows)).join("").trimEnd().split("\n");
        expect(found.map((text) => JSON.parse(text).jobId)).toEqual(["c1", "c10", "c2", "cA", "ca", "d"]);
      }),
    );
  });

  it("cuts runs at about a megabyte, between lines, and loses none", async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      n: String(index).padStart(2, "0"),
      fill: "x".repeat(99_980),
    }));
    const runs = await runsOf(rows.slice(0, 15), rows.slice(15));
    expect(runs.map((run) => run.split("\n").length - 1)).toEqual([11, 11, 8]);
    expect(runs.join("").match(/"n":"\d\d"/g)).toEqual(rows.map(({ n }) => `"n":"${n}"`));
    expect(runs.every((run) => run.endsWith("}\n"))).toBe(true);
  });
});
