/** A sink that was tried out: what was sent, as it was sent but for the signature, and what came back. */

import type { SinkType } from "../../lib/core/alerts/sink-place.ts";
import { safeText } from "../../lib/core/safe-text.ts";

export interface TriedSink {
  readonly sink: string;
  readonly type: SinkType;
  readonly body: unknown;
  /** Null: nothing was sent. */
  readonly answer: string | null;
}

export function triedText({ sink, type, body, answer }: TriedSink): string {
  const lines = JSON.stringify(body, null, 2).split("\n").map(safeText);
  const end =
    answer === null ? `Nothing was sent to ${sink} (${type}).` : `Sent to ${sink} (${type}): ${safeText(answer)}`;
  return `${[...lines, "", end].join("\n")}\n`;
}
