/**
 * Merges sorted lists of lines into one, of which every list is in memory a run at a time.
 *
 * Rows of the same key become one row. What comes out does not depend on how the rows were split, as long as `combine`
 * does not.
 */

import { compareText } from "../../core/order.ts";
import type { Run } from "./spool.ts";

/** Runs that are in order when they are read one after the other. */
export type SortedRuns = readonly Run[];

export interface MergeRules<Row> {
  /** The lists are in the order of keys, by code units. */
  keyOf(row: Row): string;
  combine(a: Row, b: Row): Row;
}

export async function* mergeRuns<Row>(
  lists: readonly SortedRuns[],
  rules: MergeRules<Row>,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  /** One of each list that is not used up, the least last. */
  const heads: Head<Row>[] = [];
  for (const runs of lists) await insertNext(heads, readRows<Row>(runs, signal), rules);
  for (let least = heads.pop(); least !== undefined; least = heads.pop()) {
    const same = [least];
    while (heads.at(-1)?.key === least.key) same.push(...heads.splice(-1));
    yield same.map(({ row }) => row).reduce(rules.combine);
    for (const { rows } of same) await insertNext(heads, rows, rules);
  }
}

interface Head<Row> {
  readonly key: string;
  readonly row: Row;
  /** What comes after it. */
  readonly rows: AsyncGenerator<Row>;
}

async function insertNext<Row>(
  heads: Head<Row>[],
  rows: AsyncGenerator<Row>,
  { keyOf }: MergeRules<Row>,
): Promise<void> {
  const { value: row, done } = await rows.next();
  if (done === true) return;
  const key = keyOf(row);
  const before = heads.findLastIndex((head) => compareText(head.key, key) >= 0);
  heads.splice(before + 1, 0, { key, row, rows });
}

async function* readRows<Row>(runs: SortedRuns, signal: AbortSignal): AsyncGenerator<Row> {
  for (const run of runs) {
    const lines = (await run.read(signal)).toString("utf8").split("\n");
    for (const line of lines) {
      if (line === "") continue;
      const row: Row = JSON.parse(line);
      yield row;
    }
  }
}
