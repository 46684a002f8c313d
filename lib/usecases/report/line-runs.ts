/** Gathers one dataset's lines of one window into runs of bounded size. */

import type { Run, Spool } from "./spool.ts";

export interface LineRuns {
  /** Lines of one second or of one whole window, in any order: they are sorted here, by their bytes. */
  add(rows: readonly object[]): Promise<void>;
  finish(): Promise<readonly Run[]>;
}

const runBytes = 1 << 20;

export function createLineRuns(spool: Spool, signal: AbortSignal): LineRuns {
  const runs: Run[] = [];
  let lines: Buffer[] = [];
  let bytes = 0;
  const flush = async () => {
    if (lines.length === 0) return;
    const joined = Buffer.concat(lines);
    lines = [];
    bytes = 0;
    runs.push(await spool.keep(joined, signal));
  };
  return {
    async add(rows) {
      for (const line of rows.map(toLine).sort(Buffer.compare)) {
        lines.push(line);
        bytes += line.length;
        if (bytes >= runBytes) await flush();
      }
    },
    async finish() {
      await flush();
      return runs;
    },
  };
}

/** One row as one line. Rows begin with their key, so the order of bytes is the order of keys. */
export function toLine(row: object): Buffer {
  return Buffer.from(`${JSON.stringify(row)}\n`);
}
