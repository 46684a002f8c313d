import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { mergeRuns } from "../../../lib/usecases/report/merge-runs.ts";
import type { Run } from "../../../lib/usecases/report/spool.ts";

const signal = new AbortController().signal;

interface Count {
  readonly key: string;
  readonly count: number;
}

const rules = {
  keyOf: ({ key }: Count) => key,
  combine: (a: Count, b: Count) => ({ key: a.key, count: a.count + b.count }),
};

function runOf(rows: readonly Count[], onRead = () => {}): Run {
  return {
    async read() {
      onRead();
      return Buffer.concat(rows.map(toLine));
    },
  };
}

async function merge(lists: readonly (readonly Run[])[]): Promise<Count[]> {
  const rows: Count[] = [];
  for await (const row of mergeRuns(lists, rules, signal)) rows.push(row);
  return rows;
}

describe("mergeRuns()", () => {
  it("gives every key once, in order, with all that was told of it", async () => {
    const counts = fc.uniqueArray(
      fc.record({ key: fc.constantFrom("a", "b", "ba", "c", "Z", "é", "图"), count: fc.nat(9) }),
      { selector: ({ key }) => key },
    );
    const lists = fc.array(fc.tuple(counts, fc.nat(7)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(lists, async (cases) => {
        const sums: Record<string, number> = {};
        for (const { key, count } of cases.flatMap(([rows]) => rows)) sums[key] = (sums[key] ?? 0) + count;
        const expected = ["Z", "a", "b", "ba", "c", "é", "图"].flatMap((key) =>
          key in sums ? [{ key, count: sums[key] }] : [],
        );
        const sorted = cases.map(([rows, cut]) => {
          const inOrder = [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
          return [runOf(inOrder.slice(0, cut)), runOf(inOrder.slice(cut))];
        });
        expect(await merge(sorted)).toEqual(expected);
      }),
    );
  });

  it("gives nothing for no lists and for empty ones", async () => {
    expect(await merge([])).toEqual([]);
    expect(await merge([[], [runOf([])]])).toEqual([]);
  });

  it("reads a run only when those before it are used up", async () => {
    const read: string[] = [];
    const run = (key: string) => runOf([{ key, count: 1 }], () => read.push(key));
    const merged = mergeRuns<Count>([[run("a"), run("c")], [run("b")]], rules, signal);
    await merged.next();
    expect(read).toEqual(["a", "b"]);
    await merged.next();
    expect(read).toEqual(["a", "b", "c"]);
  });
});
