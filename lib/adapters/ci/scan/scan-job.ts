/**
 * One job's element, in a single pass: texts that are known by their place go into slots, all else is kept as elements.
 *
 * Nothing is decided here that is not plain: an element twice, one inside of a text, text beside elements, an attribute,
 * a comment or a CDATA section, all give the page up.
 */

import type { XmlElement } from "../xml-element.ts";
import { type Cursor, lessThan, skipBlank, slash, take } from "./cursor.ts";
import { type Container, containerCount, type KnownElement, slotCount } from "./job-table.ts";
import type { OthersShape } from "./others-shape.ts";
import { nameEnd, scanElement } from "./scan-element.ts";
import { scanText } from "./scan-text.ts";

/** A text that stands in a slot, and where it stood. */
interface Mark {
  readonly slot: number;
  readonly from: number;
  readonly to: number;
}

/** Of the job at hand; used anew for the next one. */
export interface JobParts {
  /** By `slotOf`, null where the job has no such element; behind them those of `leaves`. */
  readonly texts: (string | null)[];
  /** By `containerOf`: whether the job has it. */
  readonly opened: boolean[];
  /** By `containerOf`: the elements in it that have no slot, in their order. */
  readonly others: XmlElement[][];
  hasOthers: boolean;
  /** Those of the others, at any depth, that hold a text, in their order. */
  readonly leaves: XmlElement[];
  /** In their order; slots of empty-element tags are not among them. */
  readonly marks: Mark[];
  /** Of a job that was read by its shape: stands for `others`, `leaves` and `marks`, which are empty. */
  shape: OthersShape | null;
}

export function createJobParts(): JobParts {
  return {
    texts: new Array(slotCount).fill(null),
    opened: new Array(containerCount).fill(false),
    others: Array.from({ length: containerCount }, () => []),
    hasOthers: false,
    leaves: [],
    marks: [],
    shape: null,
  };
}

/** As if there had been no job yet. */
export function clearParts(parts: JobParts): void {
  const { texts, opened, others, leaves, marks } = parts;
  texts.fill(null);
  opened.fill(false);
  parts.shape = null;
  if (marks.length > 0) marks.length = 0;
  if (!parts.hasOthers) return;
  for (const elements of others) elements.length = 0;
  leaves.length = 0;
  parts.hasOthers = false;
}

/** `parts` are clear, and the cursor is at the opening tag. False when it cannot be told what the job is. */
export function scanJob(cursor: Cursor, job: KnownElement, parts: JobParts): boolean {
  return scanKnown(cursor, job, parts);
}

function scanKnown(cursor: Cursor, element: KnownElement, parts: JobParts): boolean {
  const { open, close, empty, emptySpaced, inside, slot } = element;
  if (take(cursor, empty) || take(cursor, emptySpaced))
    return inside === null ? putText(parts, slot, "") : openContainer(parts, inside);
  if (!take(cursor, open)) return false;
  const isRead =
    inside === null ? readText(cursor, slot, parts) : openContainer(parts, inside) && scanInside(cursor, inside, parts);
  return isRead && take(cursor, close);
}

function readText(cursor: Cursor, slot: number, parts: JobParts): boolean {
  const from = cursor.at;
  const text = scanText(cursor);
  parts.marks.push({ slot, from, to: cursor.at });
  return text !== null && putText(parts, slot, text);
}

function putText({ texts }: JobParts, slot: number, text: string): boolean {
  if (texts[slot] !== null) return false;
  texts[slot] = text;
  return true;
}

function openContainer({ opened }: JobParts, { index }: Container): boolean {
  if (opened[index]) return false;
  opened[index] = true;
  return true;
}

/** Up to the container's closing tag, or to what cannot be told. */
function scanInside(cursor: Cursor, { index, elements }: Container, parts: JobParts): boolean {
  const { text } = cursor;
  for (;;) {
    skipBlank(cursor);
    if (text.charCodeAt(cursor.at) !== lessThan) return false;
    if (text.charCodeAt(cursor.at + 1) === slash) return true;
    const known = elements.get(text.slice(cursor.at + 1, nameEnd(text, cursor.at + 1)));
    const isRead = known === undefined ? keepOther(cursor, index, parts) : scanKnown(cursor, known, parts);
    if (!isRead) return false;
  }
}

function keepOther(cursor: Cursor, index: number, parts: JobParts): boolean {
  const { texts, leaves, marks, others } = parts;
  parts.hasOthers = true;
  const other = scanElement(cursor, (leaf, from, to) => {
    const slot = slotCount + leaves.length;
    leaves.push(leaf);
    texts[slot] = leaf.text;
    marks.push({ slot, from, to });
  });
  if (other !== null) others[index]?.push(other);
  return other !== null;
}
