/** The jobs that are open still of the nights that a night heeds, in the order of nights, scopes and time. */

import { isTerminal } from "../../core/job.ts";
import type { Scope } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import type { DamageLog } from "./damage-log.ts";
import { readKnownAmendments } from "./known-amendments.ts";
import { type KnownJob, stillOpen } from "./known-job.ts";
import { type OpenChunk, readOpenChunks } from "./open-chunks.ts";

export interface PendingChunk {
  readonly night: string;
  readonly scope: Scope;
  readonly window: Window;
  /** In the order of creation; never empty. */
  readonly jobs: readonly KnownJob[];
  /** How many of its night come before them. */
  readonly position: number;
  /** Whether so much of it is open that its span of the list is read again. */
  readonly walk: boolean;
  /** Whether its night is out of reach: its jobs are told of, and not seen again. */
  readonly outdated: boolean;
}

/** Rows of one chunk, and about as many jobs of one batch: some 10 MB. */
export const chunkRows = 5_000;

export async function* readPendingChunks(
  log: DamageLog,
  { name, inputs, outdated, isSought = () => true }: Pick<NightPlan, "name" | "inputs" | "outdated" | "isSought">,
  isAsked: (scope: Scope) => boolean,
  signal: AbortSignal,
): AsyncGenerator<PendingChunk> {
  const amendments = readKnownAmendments(log, [...outdated, ...inputs], signal);
  const nights = [...outdated, ...inputs.filter((input) => input.manifest.night < name.date)];
  for (const [index, { manifest }] of nights.entries()) {
    let position = 0;
    for await (const chunk of readOpenChunks(log, manifest, chunkRows, signal)) {
      if (!isAsked(chunk.scope)) continue;
      const jobs = stillOpen(chunk.rows, await amendments.of(chunk)).filter(({ row }) => isSought(row));
      if (jobs.length > 0) yield { ...toPending(chunk, jobs), position, outdated: index < outdated.length };
      position += jobs.length;
    }
  }
}

/** Chunks together until they hold `size` jobs or more. */
export async function* inBatches(
  chunks: AsyncIterable<PendingChunk>,
  size: number,
): AsyncGenerator<readonly PendingChunk[]> {
  let batch: PendingChunk[] = [];
  let count = 0;
  for await (const chunk of chunks) {
    batch.push(chunk);
    count += chunk.jobs.length;
    if (count < size) continue;
    yield batch;
    batch = [];
    count = 0;
  }
  if (batch.length > 0) yield batch;
}

function toPending(chunk: OpenChunk, jobs: readonly KnownJob[]): Omit<PendingChunk, "position" | "outdated"> {
  const { night, scope, window } = chunk;
  return { night, scope, window, jobs, walk: isMostlyOpen(chunk, jobs.length) };
}

/**
 * Whether more than a tenth of the jobs in the chunk's span are open still. How many jobs the span holds is not known:
 * of the window's jobs, the share that it has of the window's open ones.
 */
function isMostlyOpen({ rows, ledger }: OpenChunk, pending: number): boolean {
  if (ledger === null) return false;
  const states = Object.entries(ledger.byState).filter(([state]) => !isTerminal(state));
  const open = states.reduce((sum, [, count]) => sum + count, 0);
  return pending * open * 10 > ledger.jobs * rows.length;
}
