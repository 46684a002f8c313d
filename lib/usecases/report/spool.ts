/**
 * The spool: lines kept from the walk until the commit, in runs.
 *
 * Small nights stay in memory; what exceeds the budget goes to the store under work/, so that memory does not grow
 * with the findings.
 */

import { StoreError } from "../../core/errors.ts";
import { gunzip, gzip } from "../../core/gzip.ts";
import { sha256Hex } from "../../core/hash.ts";
import { spoolKey } from "../../core/key.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { getOrNull } from "../progress/read-checkpoints.ts";

/** Lines in the order in which they were given. */
export interface Run {
  /** Where they lie in the store; absent while they are in memory. */
  readonly key?: string;
  read(signal: AbortSignal): Promise<Buffer>;
}

export interface Spool {
  keep(lines: Buffer, signal: AbortSignal): Promise<Run>;
  /** Lines that an earlier run with the same id put into the store; null where they are gone, or were changed. */
  kept(key: string, signal: AbortSignal): Promise<Run | null>;
}

const maxRunBytes = 1 << 28;

export function createSpool(store: ReportStore, runId: string, memoryBytes: number): Spool {
  let left = memoryBytes;
  return {
    async keep(lines, signal) {
      if (lines.length <= left) {
        left -= lines.length;
        return inMemory(lines);
      }
      const packed = gzip(lines);
      const key = spoolKey(runId, sha256Hex(packed));
      await store.put(key, packed, signal);
      return inStore(store, key);
    },
    async kept(key, signal) {
      const packed = await getOrNull(store, key, signal);
      return packed !== null && key === spoolKey(runId, sha256Hex(packed)) ? inStore(store, key) : null;
    },
  };
}

function inMemory(lines: Buffer): Run {
  return { read: async () => lines };
}

/** Apart from where the lines were: a closure made beside them would hold on to them as long as it lives. */
function inStore(store: ReportStore, key: string): Run {
  return { key, read: (signal) => readBack(store, key, signal) };
}

async function readBack(store: ReportStore, key: string, signal: AbortSignal): Promise<Buffer> {
  const packed = await store.get(key, signal);
  if (packed === null) throw new StoreError(`Cannot read spooled findings: ${store.location}/${key} is gone`);
  return gunzip(packed, maxRunBytes);
}
