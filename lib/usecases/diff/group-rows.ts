/**
 * The groups of a night beside those of its history, by one version of their fingerprints: one merge over all of them.
 *
 * Of each night one packed part is in memory, in the same memory as the one before it.
 */

import { groupChange } from "../../core/diff/group-change.ts";
import type { GroupChange } from "../../core/schema/regression.ts";
import { scopeKey } from "../../core/scope.ts";
import type { GroupWatch } from "../../core/spikes/group-watch.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { readGroupsAt } from "../report/read-groups.ts";
import { comparedGroups, readKnownCodes } from "./compared-groups.ts";
import { type Comparison, historyNames } from "./comparison.ts";
import { rowsOfHistory } from "./damaged-night.ts";
import { groupKey, readHanging } from "./hanging-jobs.ts";
import { mergeRows } from "./merge-rows.ts";
import { createReusingStore } from "./reusing-store.ts";

interface WatchedComparison {
  readonly comparison: Comparison;
  /** Sees every group; null: nobody looks. */
  readonly watch: Pick<GroupWatch, "add"> | null;
}

export async function* groupRows(
  store: ReportStore,
  { comparison, watch }: WatchedComparison,
  signal: AbortSignal,
): AsyncGenerator<GroupChange> {
  const { night, history } = comparison;
  const groups = comparedGroups(comparison);
  const { version } = groups;
  const compared = new Map(groups.scopes.map((each) => [scopeKey(each.scope), each]));
  const names = { night: night.manifest.night, history: historyNames(comparison) };
  const groupsOf = ({ manifest }: CommittedNight) =>
    readGroupsAt(createReusingStore(store), { manifest, version }, signal);
  const hanging = await readHanging(store, { manifest: night.manifest, version }, signal);
  const isCodeKnown = await readKnownCodes(createReusingStore(store), { comparison, groups }, signal);
  const streams = [groupsOf(night), ...history.map((each) => rowsOfHistory(each, groupsOf(each)))];
  for await (const [now = null, ...earlier] of mergeRows(streams, groupKey)) {
    const first = now ?? earlier.find((group) => group !== null);
    const scope = first && compared.get(scopeKey(first));
    const sightings = first && { now, earlier, hanging: hanging.get(groupKey(first)) ?? null, isCodeKnown };
    if (scope) watch?.add({ now, earlier, coverage: scope.earlier });
    const change = scope && sightings && groupChange(scope, sightings, names);
    if (change) yield change;
  }
}
