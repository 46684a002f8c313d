/** A log's destination that keeps what it is given. */

import type { LogDestination } from "../../lib/runtime/function-log.ts";

export interface Lines extends LogDestination {
  readonly text: () => string;
  /** Every line, as the JSON that it is. */
  readonly records: () => Record<string, unknown>[];
}

export function lines(): Lines {
  const written: string[] = [];
  return {
    write: (line) => void written.push(line),
    text: () => written.join(""),
    records: () => written.map((line) => JSON.parse(line)),
  };
}
