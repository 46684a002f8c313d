import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { runSubjects } from "../../bench/run-subjects.ts";
import type { Scale, Subject } from "../../bench/subject.ts";
import { keptOutlets } from "./results-of.ts";

interface Made extends Subject {
  readonly measured: readonly Scale[];
}

/** Its target is missed at sizes above 10. */
function madeSubject(name: string): Made {
  const measured: Scale[] = [];
  return {
    name,
    measured,
    says: "made up",
    sizes: { of: "jobs", small: [5], full: [7, 20] },
    async measure(scale, results) {
      measured.push(scale);
      results.judge({ target: `${scale.size} jobs`, bound: { atMost: 10 }, value: scale.size, unit: "MB" });
    },
  };
}

const usual = { size: undefined, full: false, write: false };

describe("runSubjects", () => {
  it("measures small sizes, and is content when every target is met", async () => {
    const outlets = await keptOutlets();
    const chosen = [madeSubject("first"), madeSubject("second")];
    expect(await runSubjects({ ...usual, chosen }, outlets)).toBe(true);
    expect(chosen.map(({ measured }) => measured)).toEqual([[{ size: 5, full: false }], [{ size: 5, full: false }]]);
    expect((await readdir(outlets.folder)).sort()).toEqual(["first.jsonl", "second.jsonl"]);
  });

  it("measures all large sizes, and ends with every target in one table", async () => {
    const outlets = await keptOutlets();
    const chosen = [madeSubject("first")];
    expect(await runSubjects({ ...usual, chosen, full: true }, outlets)).toBe(false);
    expect(chosen[0]?.measured).toEqual([
      { size: 7, full: true },
      { size: 20, full: true },
    ]);
    expect(outlets.said.at(-1)).toBe(`
| subject | target  | bound         | measured | verdict |
|---------|---------|---------------|----------|---------|
| first   | 7 jobs  | at most 10 MB | 7 MB     | met     |
| first   | 20 jobs | at most 10 MB | 20 MB    | missed  |`);
  });

  it("measures a size of one's own instead", async () => {
    const chosen = [madeSubject("first")];
    await runSubjects({ ...usual, chosen, size: 3 }, await keptOutlets());
    expect(chosen[0]?.measured).toEqual([{ size: 3, full: false }]);
  });
});
