/**
 * Cut marks: what stands where a secret may have stood, `[cut:1a2b3c4d5e6f]`.
 *
 * The digits are of the SHA-256 of what was cut: equal cuts can be told to be equal, and nothing more.
 */

import { sha256Hex } from "./hash.ts";

const digits = 12;
const mark = /^\[cut:[0-9a-f]{12}\]$/;
const markLength = "[cut:]".length + digits;

/** The mark of a text. A mark's own mark is itself, so that cutting twice is cutting once. */
export function cutMark(text: string): string {
  return mark.test(text) ? text : `[cut:${sha256Hex(text).slice(0, digits)}]`;
}

/** Whether a mark ends at `end`, and begins no earlier than `start`. */
export function markEndsAt(text: string, start: number, end: number): boolean {
  return end - markLength >= start && mark.test(text.slice(end - markLength, end));
}
