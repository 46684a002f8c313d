import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openResults } from "../../bench/results.ts";
import { keptOutlets, madeRun } from "./results-of.ts";

describe("openResults", () => {
  it("tells people and writes lines of the same", async () => {
    const { folder, said, say } = await keptOutlets();
    const results = openResults(madeRun, { folder, say });
    const of = "1,000 jobs";
    results.round({ of, side: "ours", round: 1, figures: { wallMs: 2_500, peakRssMb: 99.5 } });
    results.median({ of, side: "ours", rounds: 1, figures: { wallMs: 2_500 } });
    results.judge({ target: "1,000 jobs, peak memory", bound: { under: 99 }, value: 99.5, unit: "MB" });
    const [judged] = await results.close();

    const file = join(folder, "made.jsonl");
    expect(said).toEqual([
      "made, 1,000 jobs, round 1, ours: time 2.5 s, peak memory 99.5 MB",
      "made, 1,000 jobs, median of 1, ours: time 2.5 s",
      "made, 1,000 jobs, peak memory: 99.5 MB, under 99 MB: missed",
      `made: every round as JSON lines in ${file}`,
    ]);
    expect(judged?.verdict).toBe("missed");
    expect((await readFile(file, "utf8")).split("\n")).toEqual([
      JSON.stringify(madeRun),
      '{"kind":"round","bench":"made","of":"1,000 jobs","side":"ours","round":1,"figures":{"wallMs":2500,"peakRssMb":99.5}}',
      '{"kind":"median","bench":"made","of":"1,000 jobs","side":"ours","rounds":1,"figures":{"wallMs":2500}}',
      '{"kind":"target","bench":"made","target":"1,000 jobs, peak memory","bound":{"under":99},"value":99.5,"unit":"MB","verdict":"missed"}',
      "",
    ]);
  });

  it("keeps large sizes apart from small ones", async () => {
    const { folder, say } = await keptOutlets();
    await openResults({ ...madeRun, full: true }, { folder, say }).close();
    expect(JSON.parse(await readFile(join(folder, "made.full.jsonl"), "utf8"))).toEqual({ ...madeRun, full: true });
  });
});
