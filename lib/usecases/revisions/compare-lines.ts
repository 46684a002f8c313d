/**
 * Which of two lines comes first in the files of a dataset; 0 where both are of one job.
 *
 * Rows of a scope are in the order of their bytes. Rows of a whole night come by night or scope first, and there are few
 * that differ: those are parsed.
 */

import type { JobDataset } from "../../core/diff/job-change.ts";
import { compareText } from "../../core/order.ts";
import { compareRowKeys, type LineStart } from "../../core/row-key.ts";
import type { Carried } from "../../core/schema/carried.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { parseLine } from "../report/read-lines.ts";

/** Null for lines that do not begin with a key, or cannot be read. */
type CompareLines = (a: LineStart, b: LineStart) => number | null;

type PlacedRow = Scope & Pick<Carried, "night">;

export const compareLines = {
  findings: compareRowKeys,
  open: compareRowKeys,
  carried: comparing((a, b) => compareText(a.night, b.night) || compareText(scopeKey(a), scopeKey(b))),
  amendments: comparing((a, b) => compareText(a.night, b.night) || compareText(scopeKey(a), scopeKey(b))),
  recoveries: comparing((a, b) => compareText(scopeKey(a), scopeKey(b))),
} as const satisfies Record<JobDataset, CompareLines>;

/** By where the rows belong, then by their keys. */
function comparing(comparePlaces: (a: PlacedRow, b: PlacedRow) => number): CompareLines {
  return (a, b) => {
    const [one, other] = [rowAt(a), rowAt(b)];
    return one && other && (comparePlaces(one, other) || compareRowKeys(a, b));
  };
}

const lineFeed = 0x0a;

function rowAt({ bytes, at }: LineStart): PlacedRow | null {
  const feed = bytes.indexOf(lineFeed, at);
  return parseLine<PlacedRow>(bytes.toString("utf8", at, feed === -1 ? bytes.length : feed));
}
