/**
 * The worst lines of a night by their causes: what spikes inside a scope that spikes stands within that scope's line, and
 * so does a kind of failure whose own rate is among it. So one thing is read once.
 */

import type { GroupChange, Regression, SpikeChange } from "../schema/regression.ts";
import { scopeKey } from "../scope.ts";

export interface NestedLine {
  readonly row: Regression;
  /** In the order in which they came; of a kind of failure its own line, or else that of its rate. */
  readonly within: readonly Inner[];
}

type Inner = SpikeChange | GroupChange;

export function nestWorst(rows: readonly Regression[]): readonly NestedLine[] {
  const some = rows.filter((row): row is Inner => row.kind === "spike" || row.kind === "group");
  const wide = new Set(some.filter(isWide).map(scopeKey));
  const narrow = some.filter((row) => row.kind === "spike" && !isWide(row) && wide.has(scopeKey(row)));
  const rates = new Set(narrow.map(groupKey));
  const groups = some.filter((row) => row.kind === "group" && rates.has(groupKey(row)));
  const told = new Set(groups.map(groupKey));
  const inner: ReadonlySet<Regression> = new Set([...narrow, ...groups]);
  const shown = some.filter((row) => inner.has(row) && (row.kind === "group" || !told.has(groupKey(row))));
  return rows
    .filter((row) => !inner.has(row))
    .map((row) => ({ row, within: isWide(row) ? shown.filter((each) => scopeKey(each) === scopeKey(row)) : [] }));
}

function isWide(row: Regression): row is SpikeChange {
  return row.kind === "spike" && row.level === "scope";
}

/** Null stands for any kind, and no group has it. */
function groupKey(row: Inner): string {
  return `${scopeKey(row)}/${row.fingerprint}`;
}
