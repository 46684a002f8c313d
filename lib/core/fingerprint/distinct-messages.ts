/**
 * How many different messages a group holds, counted in bounded room: one kind that holds many may be several.
 *
 * The least hashes stay. A count depends on the messages alone, not on their order, nor on how they were split and
 * merged; it is exact below the cap.
 */

import { sha256Hex } from "../hash.ts";
import { compareText } from "../order.ts";

/** Hashes, ascending, each once; at most `distinctCap`. */
export type DistinctMessages = readonly string[];

/** A count of so many means: so many or more. */
export const distinctCap = 32;

/** Of 2^48 values: among the messages of a group, two never share one but by design. */
const hexDigits = 12;

/** `message` as the service gave it, or as the report shows it. */
export function distinctOf(message: string): DistinctMessages {
  return [sha256Hex(message).slice(0, hexDigits)];
}

/** Gives `a` itself where `b` adds nothing. */
export function mergeDistinct(a: DistinctMessages, b: DistinctMessages): DistinctMessages {
  const last = a.length < distinctCap ? undefined : a.at(-1);
  const added = b.filter((hash) => !((last !== undefined && hash > last) || a.includes(hash)));
  return added.length === 0 ? a : [...a, ...added].sort(compareText).slice(0, distinctCap);
}
