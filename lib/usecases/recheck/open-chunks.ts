/**
 * The open jobs of a committed night, chunk by chunk: bounded in length, and each inside one scope and one window of
 * the night's ledger, so that it can be told whether reading that span of the list again is cheaper than asking for
 * every job by its id.
 *
 * Open jobs and ledger lie in one order, by scope and time, and are joined on the way.
 */

import type { OpenJob } from "../../core/schema/finding.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { compareScopes, type Scope, scopeKey } from "../../core/scope.ts";
import { secondMs, secondOf, type Window } from "../../core/window.ts";
import { type Cursor, createCursor } from "./cursor.ts";
import type { DamageLog } from "./damage-log.ts";

export interface OpenChunk {
  readonly night: string;
  readonly scope: Scope;
  /** From the second of its first job to the end of the second of its last. */
  readonly window: Window;
  /** In the order of creation; whole seconds. */
  readonly rows: readonly OpenJob[];
  /** How the window was read that holds them; null when the ledger does not tell. */
  readonly ledger: LedgerLine | null;
}

interface GrowingChunk {
  readonly ledger: LedgerLine | null;
  readonly first: OpenJob;
  last: OpenJob;
  readonly rows: OpenJob[];
}

/** A chunk is longer than `maxRows` only where one second is. */
export async function* readOpenChunks(
  log: DamageLog,
  manifest: Manifest,
  maxRows: number,
  signal: AbortSignal,
): AsyncGenerator<OpenChunk> {
  const ledger = createCursor(
    log.read<LedgerLine>({ manifest, dataset: "ledgers", schema: "job-audit/ledger/v1" }, signal),
  );
  let growing: GrowingChunk | null = null;
  const open = { manifest, dataset: "open", schema: "job-audit/open-job/v1" } as const;
  for await (const row of log.read<OpenJob>(open, signal)) {
    if (growing !== null && isBehind(growing, row, maxRows)) {
      yield toChunk(manifest.night, growing);
      growing = null;
    }
    growing ??= { ledger: await lineOf(ledger, row), first: row, last: row, rows: [] };
    growing.rows.push(row);
    growing.last = row;
  }
  if (growing !== null) yield toChunk(manifest.night, growing);
}

function isBehind({ ledger, first, last, rows }: GrowingChunk, row: OpenJob, maxRows: number): boolean {
  if (scopeKey(first) !== scopeKey(row)) return true;
  if (ledger !== null && row.createdAt >= ledger.to) return true;
  return rows.length >= maxRows && secondOfRow(last) !== secondOfRow(row);
}

/** The ledger's line of the window that holds the job. */
async function lineOf(ledger: Cursor<LedgerLine>, row: OpenJob): Promise<LedgerLine | null> {
  await ledger.passWhile((line) => {
    const order = compareScopes(line, row);
    return order < 0 || (order === 0 && line.to <= row.createdAt);
  });
  const line = await ledger.peek();
  return line !== null && compareScopes(line, row) === 0 && line.from <= row.createdAt ? line : null;
}

function toChunk(night: string, { ledger, first, last, rows }: GrowingChunk): OpenChunk {
  const { family, region, bucket, queueId, tag } = first;
  const window = { from: secondOfRow(first), to: secondOfRow(last) + secondMs };
  return { night, scope: { family, region, bucket, queueId, tag }, window, rows, ledger };
}

function secondOfRow({ createdAt }: OpenJob): number {
  return secondOf(Date.parse(createdAt));
}
