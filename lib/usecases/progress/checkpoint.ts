/**
 * Checkpoints as they are stored: a header and what was finished since the last one, packed.
 *
 * A checkpoint counts whole or not at all: one that is cut, changed, of another run or of another version of this
 * program is as good as missing, and those beside it count, since each line of any of them stands alone.
 */

import { gunzip, gzip } from "../../core/gzip.ts";
import { type CheckpointHeader, type CheckpointRow, isCheckpointLine } from "../../core/schema/progress.ts";
import { toLine } from "../report/line-runs.ts";

export interface Checkpoint {
  /** By the clock of the run that wrote it. */
  readonly savedAt: number;
  readonly rows: readonly CheckpointRow[];
}

const maxBytes = 1 << 28;

/** `lines` are those of `CheckpointRow`, one each. */
export function packCheckpoint(runId: string, savedAt: number, lines: readonly Buffer[]): Buffer {
  const header: CheckpointHeader = {
    schema: "job-audit/progress/v1",
    kind: "checkpoint",
    runId,
    savedAt,
    rows: lines.length,
  };
  return gzip(Buffer.concat([toLine(header), ...lines]));
}

/** Null for what does not count. */
export function unpackCheckpoint(runId: string, packed: Uint8Array): Checkpoint | null {
  const lines = parseLines(packed);
  if (lines === null || !lines.every(isCheckpointLine)) return null;
  const [header, ...rest] = lines;
  if (header?.kind !== "checkpoint" || header.runId !== runId) return null;
  const rows = rest.filter((line) => line.kind !== "checkpoint");
  return rows.length === header.rows ? { savedAt: header.savedAt, rows } : null;
}

/** Null for bytes that are not lines of JSON, packed. */
export function parseLines(packed: Uint8Array): unknown[] | null {
  try {
    const text = gunzip(packed, maxBytes).toString("utf8");
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line): unknown => JSON.parse(line));
  } catch {
    return null;
  }
}
