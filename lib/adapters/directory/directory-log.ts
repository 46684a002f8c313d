/**
 * A log in a folder: files that are named by the position at which they begin, each made only if nobody else did.
 *
 * Names are asked for in turn and never listed, so a file that is missing ends the log.
 */

import type { AppendLog } from "../../ports/append-log.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { linesIn, textOf } from "../log-lines.ts";

/** `store`: the one of the folder, whose claims are exclusive and flushed. */
export function createDirectoryLog(store: ReportStore): AppendLog {
  return {
    async read(key, signal) {
      const lines: string[] = [];
      for (let position = 0; ; ) {
        const bytes = await store.get(partKey(key, position), signal);
        if (bytes === null) return { lines, position };
        lines.push(...linesIn(bytes));
        position += bytes.length;
      }
    },
    async append(key, position, lines, signal) {
      const bytes = textOf(lines);
      const { won } = await store.claim(partKey(key, position), bytes, signal);
      return won ? position + bytes.length : null;
    },
  };
}

const positionDigits = 12;

/** `…/deliveries.jsonl` is the folder `…/deliveries`. */
export function partKey(key: string, position: number): string {
  return `${key.replace(/\.jsonl$/, "")}/${String(position).padStart(positionDigits, "0")}.jsonl`;
}
