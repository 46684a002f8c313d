/**
 * Groups the findings of one window, and the windows of one scope, by each version of fingerprints that is written.
 *
 * Memory is bounded by the number of groups that are held at once, not by how many there are: what exceeds it is
 * spooled in the order of fingerprints and merged afterwards.
 */

import { fingerprintsOfRow } from "../../core/fingerprint/row-fingerprints.ts";
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

export interface GroupBounds {
  /** Groups that are held at once. */
  readonly most?: number;
  /** Whether groups of this fingerprint are told. */
  isWritten?(fingerprint: string): boolean;
}

export function createGroupRuns(
  spool: Spool,
  signal: AbortSignal,
  { most = maxGroups, isWritten = () => true }: GroupBounds = {},
): GroupRuns {
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
        for (const fingerprint of fingerprintsOfRow(finding).filter(isWritten)) {
          const known = groups.get(fingerprint);
          groups.set(fingerprint, known ? addFinding(known, finding) : tallyFinding(finding, fingerprint));
        }
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

export interface GroupedScope {
  readonly scope: Scope;
  /** Its failed jobs. */
  readonly failed: number;
}

/** The groups of a scope as lines, in the order of fingerprints. */
export async function mergeGroups(
  lists: readonly SortedRuns[],
  scope: GroupedScope,
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

async function* rowsOf({ scope, failed }: GroupedScope, tallies: AsyncIterable<GroupTally>) {
  for await (const tally of tallies) yield groupRow(scope, tally, failed);
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
