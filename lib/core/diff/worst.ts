/**
 * The worst of the lines that got worse, for who reads no more than a screen.
 *
 * What was not seen comes before what was seen to be bad: nobody knows how bad it is. What spiked comes before what
 * it is made of.
 */

import { compareText } from "../order.ts";
import { maxWorst } from "../schema/diff.ts";
import type { Regression } from "../schema/regression.ts";

/** From 0, the worst, on. */
function rankOf(row: Regression): number {
  if (row.kind === "coverage") return 0;
  // Stryker disable next-line ConditionalExpression: no line of another kind has such an outcome.
  if (row.kind === "carried" && row.outcome === "not-seen") return 1;
  if (row.kind === "spike") return row.level === "scope" ? 2 : 3;
  if (row.kind === "group" && row.verdict === "failed") return 4;
  // Stryker disable next-line ConditionalExpression: no line of another kind has such an outcome.
  if (row.kind === "carried" && (row.outcome === "vanished" || row.outcome === "failed")) return 5;
  return row.kind === "queue" ? 6 : 7;
}

/** Of a rise those that are too many count. */
function jobsOf(row: Regression): number {
  if (row.kind === "group") return row.after ?? 0;
  if (row.kind === "spike") return row.excess ?? row.after.failed;
  return row.kind === "carried" ? row.jobs : 0;
}

/** A total order: rows that tie in rank and jobs are told apart by their text. */
function compareWorst(a: Regression, b: Regression): number {
  return rankOf(a) - rankOf(b) || jobsOf(b) - jobsOf(a) || compareText(JSON.stringify(a), JSON.stringify(b));
}

export interface Worst {
  /** Takes every row; those that got no worse are passed over. */
  add(row: Regression): void;
  /** At most `maxWorst`, the worst first, in whatever order they were added. */
  rows(): readonly Regression[];
}

export function createWorst(): Worst {
  const kept: Regression[] = [];
  return {
    add(row) {
      if (!row.worse) return;
      // Stryker disable next-line ArithmeticOperator: saves sorting a row in that would be cut off again.
      const last = kept[maxWorst - 1];
      // Stryker disable next-line ConditionalExpression,EqualityOperator: as above.
      if (last !== undefined && compareWorst(row, last) > 0) return;
      kept.push(row);
      kept.sort(compareWorst);
      kept.length = Math.min(kept.length, maxWorst);
    },
    rows: () => [...kept],
  };
}
