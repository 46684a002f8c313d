/** Sorted streams of rows, joined on the way: of each stream one row is in memory, and what it was read with. */

import { compareText } from "../../core/order.ts";
import { createCursor } from "../recheck/cursor.ts";
import { toLine } from "../report/line-runs.ts";
import type { Run } from "../report/spool.ts";

export interface JobKey {
  readonly createdAt: string;
  readonly jobId: string;
}

/** The order of the rows of one scope in a file, which is that of their bytes. */
export function compareKeys(a: JobKey, b: JobKey): number {
  return compareText(a.createdAt, b.createdAt) || compareIds(a.jobId, b.jobId);
}

function compareIds(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(JSON.stringify(a)), Buffer.from(JSON.stringify(b)));
}

/** One of them at least is a row. */
export interface Joined<A, B> {
  readonly a: A | null;
  readonly b: B | null;
}

/** Every row of both, in order; rows that are equal in order come together. */
export async function* joinSorted<A, B>(
  as: AsyncIterable<A>,
  bs: AsyncIterable<B>,
  compare: (a: A, b: B) => number,
): AsyncGenerator<Joined<A, B>> {
  const [left, right] = [createCursor(as), createCursor(bs)];
  for (;;) {
    const [a, b] = [await left.peek(), await right.peek()];
    if (a === null && b === null) return;
    const order = a === null ? 1 : b === null ? -1 : compare(a, b);
    if (order <= 0) await left.passWhile((row) => row === a);
    if (order >= 0) await right.passWhile((row) => row === b);
    yield { a: order <= 0 ? a : null, b: order >= 0 ? b : null };
  }
}

export async function* runRows<Row>(runs: readonly Run[], signal: AbortSignal): AsyncGenerator<Row> {
  for (const run of runs) {
    for (const line of (await run.read(signal)).toString("utf8").split("\n")) {
      if (line === "") continue;
      const row: Row = JSON.parse(line);
      yield row;
    }
  }
}

const rowsAtOnce = 500;

export async function* inGroups<Row>(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let group: Row[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < rowsAtOnce) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** What was read from a line becomes that line again. */
export async function* toLines(rows: AsyncIterable<object>): AsyncGenerator<Buffer> {
  for await (const group of inGroups(rows)) yield Buffer.concat(group.map(toLine));
}
