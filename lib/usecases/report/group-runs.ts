/**
 * Groups the findings of one window, and the windows of one scope.
 *
 * Memory is bounded by the number of groups that are held at once, not by how many there are: what exceeds it is
 * spooled in the order of fingerprints and merged afterwards.
 */

import { addFinding, combineTallies, type GroupTally, groupRow, tallyFinding } from "../../core/group-tally.ts";
import { compareText } from "../../core/order.ts";
import type { Finding } from "../../core/schema/finding.ts";
import type { Scope } from "../../core/scope.ts";
import { createLineRuns } from "./line-runs.ts";
import { type MergeRules, mergeRuns, type SortedRuns } from "./merge-runs.ts";
import type { Run, Spool } from "./spool.ts";

export interface GroupRuns {
  add(findings: readonly Finding[]): Promise<void>;
  /** Lists of tallies; one fingerprint may be in several. */
  finish(): Promise<readonly SortedRuns[]>;
}

/** A group takes about a kilobyte, and windows are read in parallel. */
const maxGroups = 1_000;

/** Lists that are merged at once, each with a run of about a megabyte in memory. */
const maxLists = 32;

export function createGroupRuns(spool: Spool, signal: AbortSignal, most = maxGroups): GroupRuns {
  const groups = new Map<string, GroupTally>();
  const lists: SortedRuns[] = [];
  const flush = async () => {
    if (groups.size === 0) return;
    const rows = [...groups.values()].sort((a, b) => compareText(a.fingerprint, b.fingerprint));
    groups.clear();
    lists.push(await spoolRows(rows, spool, signal));
  };
  return {
    async add(findings) {
      for (const finding of findings) {
        const known = groups.get(finding.fingerprint);
        groups.set(finding.fingerprint, known ? addFinding(known, finding) : tallyFinding(finding));
        if (groups.size >= most) await flush();
      }
    },
    async finish() {
      await flush();
      return lists;
    },
  };
}

const rules: MergeRules<GroupTally> = { keyOf: ({ fingerprint }) => fingerprint, combine: combineTallies };

/** The groups of a scope as lines, in the order of fingerprints. */
export async function mergeGroups(
  lists: readonly SortedRuns[],
  scope: Scope,
  spool: Spool,
  signal: AbortSignal,
): Promise<readonly Run[]> {
  let left = lists;
  while (left.length > maxLists) {
    const merged = mergeRuns(left.slice(0, maxLists), rules, signal);
    left = [...left.slice(maxLists), await spoolRows(merged, spool, signal)];
  }
  return spoolRows(rowsOf(scope, mergeRuns(left, rules, signal)), spool, signal);
}

async function* rowsOf(scope: Scope, tallies: AsyncIterable<GroupTally>) {
  for await (const tally of tallies) yield groupRow(scope, tally);
}

async function spoolRows(
  rows: Iterable<object> | AsyncIterable<object>,
  spool: Spool,
  signal: AbortSignal,
): Promise<readonly Run[]> {
  const lines = createLineRuns(spool, signal);
  for await (const row of rows) await lines.add([row]);
  return lines.finish();
}
