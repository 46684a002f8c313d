/** The groups of a night beside those of its history: one merge over all of them. */

import { groupChange } from "../../core/diff/group-change.ts";
import type { Group } from "../../core/schema/group.ts";
import type { GroupChange } from "../../core/schema/regression.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { type Comparison, historyNames } from "./comparison.ts";
import { mergeRows } from "./merge-rows.ts";

export async function* groupRows(
  store: ReportStore,
  comparison: Comparison,
  signal: AbortSignal,
): AsyncGenerator<GroupChange> {
  const { night, history } = comparison;
  const compared = new Map(comparison.scopes.map((each) => [scopeKey(each.scope), each]));
  const names = { night: night.manifest.night, history: historyNames(comparison) };
  const groupsOf = ({ manifest }: CommittedNight) =>
    readRows<Group>(store, filesOf(manifest, "groups"), "job-audit/group/v1", signal);
  for await (const [now = null, ...earlier] of mergeRows([night, ...history].map(groupsOf), keyOf)) {
    const first = now ?? earlier.find((group) => group !== null);
    const scope = first && compared.get(scopeKey(first));
    const change = scope && groupChange(scope, { now, earlier }, names);
    if (change) yield change;
  }
}

/** No name holds the separator, and it sorts before all that names hold: scopes come first, then fingerprints. */
function keyOf(group: Group): string {
  return `${scopeKey(group)}\u0000${group.fingerprint}`;
}
