/** The lines that functions left, in the order of writing; of very many, the newest. */

import type { FunctionLogLine } from "./log-line.ts";

export interface FunctionLog {
  append(line: FunctionLogLine): void;
  /** In the order of writing. */
  lines(): readonly FunctionLogLine[];
}

const usualMost = 200_000;

export function createFunctionLog(most = usualMost): FunctionLog {
  const kept: FunctionLogLine[] = [];
  return {
    append(line) {
      kept.push(line);
      if (kept.length > 2 * most) kept.splice(0, most);
    },
    lines: () => kept.slice(-most),
  };
}
