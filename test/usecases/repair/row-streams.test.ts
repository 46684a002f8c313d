import { describe, expect, it } from "vitest";
import { inGroups, joinSorted, toLines } from "../../../lib/usecases/repair/row-streams.ts";

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

async function listOf<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

describe("joinSorted()", () => {
  it("gives every row of both in order, those that are equal together", async () => {
    const joined = joinSorted(each([1, 3, 4]), each([2, 3, 5, 6]), (a, b) => a - b);
    expect((await listOf(joined)).map(({ a, b }) => [a, b])).toEqual([
      ...[
        [1, null],
        [null, 2],
        [3, 3],
        [4, null],
        [null, 5],
        [null, 6],
      ],
    ]);
  });
});

describe("inGroups()", () => {
  it.each([
    [0, []],
    [499, [499]],
    [500, [500]],
    [1_001, [500, 500, 1]],
  ])("puts %j rows into groups of 500, in their order and none twice", async (count, sizes) => {
    const rows = Array.from({ length: count }, (_, at) => at);
    const groups = await listOf(inGroups(each(rows)));
    expect(groups.map((group) => group.length)).toEqual(sizes);
    expect(groups.flat()).toEqual(rows);
  });
});

describe("toLines()", () => {
  it("writes every row as its line, however many there are", async () => {
    const rows = Array.from({ length: 501 }, (_, at) => ({ at }));
    const text = Buffer.concat([...(await listOf(toLines(each(rows))))]).toString();
    expect(text).toBe(rows.map(({ at }) => `{"at":${at}}\n`).join(""));
  });
});
