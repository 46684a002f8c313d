/** Children of buckets and queues that are no text. What cannot be read is not known: null, never an error. */

import { parseServiceTime } from "../../core/service-time.ts";
import { childText, type XmlElement } from "./xml-element.ts";

/** A whole number from 0 up. */
export function childCount(parent: XmlElement, name: string): number | null {
  const text = childText(parent, name) ?? "";
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(count) ? count : null;
}

/** Epoch milliseconds. */
export function childTime(parent: XmlElement, name: string): number | null {
  return readTime(childText(parent, name) ?? "") ?? null;
}

/** Undefined for text that is no time; null for one that says there is none. */
export function readTime(text: string): number | null | undefined {
  try {
    return parseServiceTime(text);
  } catch {
    return undefined;
  }
}
