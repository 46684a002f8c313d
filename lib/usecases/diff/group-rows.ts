/**
 * The groups of a night beside those of its history: one merge over all of them.
 *
 * Of each night one packed part is in memory, in the same memory as the one before it.
 */

import { groupChange } from "../../core/diff/group-change.ts";
import type { Group } from "../../core/schema/group.ts";
import type { GroupChange } from "../../core/schema/regression.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { type Comparison, historyNames } from "./comparison.ts";
import { rowsOfHistory } from "./damaged-night.ts";
import { groupKey, readHanging } from "./hanging-jobs.ts";
import { mergeRows } from "./merge-rows.ts";
import { createReusingStore } from "./reusing-store.ts";

export async function* groupRows(
  store: ReportStore,
  comparison: Comparison,
  signal: AbortSignal,
): AsyncGenerator<GroupChange> {
  const { night, history } = comparison;
  const compared = new Map(comparison.scopes.map((each) => [scopeKey(each.scope), each]));
  const names = { night: night.manifest.night, history: historyNames(comparison) };
  const groupsOf = ({ manifest }: CommittedNight) =>
    readRows<Group>(createReusingStore(store), filesOf(manifest, "groups"), "job-audit/group/v1", signal);
  const hanging = await readHanging(store, night.manifest, signal);
  const streams = [groupsOf(night), ...history.map((each) => rowsOfHistory(each, groupsOf(each)))];
  for await (const [now = null, ...earlier] of mergeRows(streams, groupKey)) {
    const first = now ?? earlier.find((group) => group !== null);
    const scope = first && compared.get(scopeKey(first));
    const sightings = first && { now, earlier, hanging: hanging.get(groupKey(first)) ?? null };
    const change = scope && sightings && groupChange(scope, sightings, names);
    if (change) yield change;
  }
}
