/** A log in memory. */

import { StoreError } from "../../lib/core/errors.ts";
import type { AppendLog } from "../../lib/ports/append-log.ts";

export interface MemoryLog extends AppendLog {
  /** Lines by key. */
  readonly logs: ReadonlyMap<string, readonly string[]>;
}

/** `beforeAppend` is awaited where another run could come first. */
export function createMemoryLog({ beforeAppend }: { beforeAppend?: () => Promise<void> } = {}): MemoryLog {
  const logs = new Map<string, readonly string[]>();
  const sizeOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  const linesAt = (key: string) => logs.get(key) ?? [];
  return {
    logs,
    async read(key, signal) {
      refuseClimbing(key);
      signal.throwIfAborted();
      return { lines: linesAt(key), position: sizeOf(linesAt(key)) };
    },
    async append(key, position, lines, signal) {
      refuseClimbing(key);
      signal.throwIfAborted();
      await beforeAppend?.();
      const before = linesAt(key);
      if (position === sizeOf(before)) {
        logs.set(key, [...before, ...lines]);
        return position + sizeOf(lines);
      }
      const start = before.findIndex((_, index) => sizeOf(before.slice(0, index)) === position);
      const isThere = start !== -1 && lines.every((line, index) => before[start + index] === line);
      return isThere ? position + sizeOf(lines) : null;
    },
  };
}

function refuseClimbing(key: string): void {
  if (key.split("/").includes("..")) throw new StoreError(`Cannot use ${key} as a key`);
}
