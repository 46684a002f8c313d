/** The page of the benchmarks is what the kept results come to, and those follow from their rounds. */

import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readKept } from "../../bench/kept-results.ts";
import { fileOf, type MedianLine, type RoundLine } from "../../bench/lines.ts";
import { withTables } from "../../bench/page-tables.ts";
import { subjects } from "../../bench/subjects.ts";
import { verdictOf } from "../../bench/target.ts";

const names = subjects.map(({ name }) => name);
const page = await readFile("bench/README.md", "utf8");
const kept = await readKept(names);

/** Counted by hand: of an odd number of rounds. */
function inTheMiddle({ figures }: MedianLine, rounds: readonly RoundLine[]): boolean {
  return Object.entries(figures).every(([name, value]) => {
    const all = rounds.map(
      (round) => Object.entries(round.figures).find(([known]) => known === name)?.[1] ?? Number.NaN,
    );
    const below = all.filter((each) => each < value).length;
    const above = all.filter((each) => each > value).length;
    return all.includes(value) && below <= all.length / 2 && above <= all.length / 2;
  });
}

describe("bench/README.md", () => {
  it("has the tables of the results that are kept (node --import tsx tools/write-bench-tables.ts)", () => {
    expect(withTables(page, kept)).toBe(page);
  });

  it.each(names)("tells of %s once in the table and once at length", (name) => {
    expect(page.match(new RegExp(`^\\| \`${name}\` \\|`, "gm"))).toHaveLength(1);
    expect(page.match(new RegExp(`^### ${name}$`, "gm"))).toHaveLength(1);
  });
});

describe("bench/results", () => {
  it("has files of subjects alone", async () => {
    const known = names.flatMap((bench) => [fileOf({ bench, full: false }), fileOf({ bench, full: true })]);
    const files = (await readdir("bench/results")).filter((file) => file.endsWith(".jsonl"));
    expect(files.filter((file) => !known.includes(file))).toEqual([]);
    expect(kept).toHaveLength(files.length);
  });

  it("has medians that are those of their rounds, which are all there", () => {
    for (const lines of kept) {
      const rounds = lines.filter((line) => line.kind === "round");
      for (const median of lines.filter((line) => line.kind === "median")) {
        const own = rounds.filter(({ of, side }) => of === median.of && side === median.side);
        expect(own.map(({ round }) => round).sort()).toEqual(own.map((_, index) => index + 1));
        expect(own).toHaveLength(median.rounds);
        expect(median).toSatisfy(() => inTheMiddle(median, own));
      }
    }
  });

  it("has the verdicts that its figures come to", () => {
    const targets = kept.flat().filter((line) => line.kind === "target");
    expect(targets.filter((target) => target.verdict !== verdictOf(target))).toEqual([]);
  });
});
