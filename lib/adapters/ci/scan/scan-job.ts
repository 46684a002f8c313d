/**
 * One job's element, in a single pass: texts that are known by their place go into slots, all else is kept as elements.
 *
 * Nothing is decided here that is not plain: an element twice, one inside of a text, text beside elements, an attribute,
 * a comment or a CDATA section, all give the page up.
 */

import type { XmlElement } from "../xml-element.ts";
import { type Cursor, lessThan, skipBlank, slash, stands, take } from "./cursor.ts";
import { type Container, containerOf, type KnownElement, slotOf } from "./job-table.ts";
import { nameEnd, scanElement } from "./scan-element.ts";
import { scanText } from "./scan-text.ts";

const slots = Object.keys(slotOf).length;
const containers = Object.keys(containerOf).length;

/** Of the job at hand; used anew for the next one. */
export interface JobParts {
  /** By `slotOf`; null where the job has no such element. */
  readonly texts: (string | null)[];
  /** By `containerOf`: whether the job has it. */
  readonly opened: boolean[];
  /** By `containerOf`: the elements in it that have no slot, in their order. */
  readonly others: XmlElement[][];
  /** How many those are. */
  otherCount: number;
  /**
   * By container: which of its elements followed which in the jobs before. The service writes all jobs in one order, so
   * it is tried first. The last place is that of a container's beginning.
   */
  readonly followers: readonly Int8Array[];
}

const mostElements = 16;

export function createJobParts(): JobParts {
  return {
    texts: new Array(slots).fill(null),
    opened: new Array(containers).fill(false),
    others: Array.from({ length: containers }, () => []),
    otherCount: 0,
    followers: Array.from({ length: containers }, () => new Int8Array(mostElements + 1)),
  };
}

/** The cursor is at its opening tag. False when it cannot be told what the job is. */
export function scanJob(cursor: Cursor, job: KnownElement, parts: JobParts): boolean {
  const { texts, opened, others } = parts;
  texts.fill(null);
  opened.fill(false);
  if (parts.otherCount > 0) for (const elements of others) elements.length = 0;
  parts.otherCount = 0;
  return scanKnown(cursor, job, parts);
}

/** The cursor is at the element's opening tag, which was seen there. */
function scanKnown(cursor: Cursor, element: KnownElement, parts: JobParts): boolean {
  cursor.at += element.open.length;
  const { inside, slot } = element;
  if (inside === null) return putText(parts, slot, scanText(cursor)) && take(cursor, element.close);
  return openContainer(parts, inside) && scanInside(cursor, inside, parts) && take(cursor, element.close);
}

function scanEmpty(cursor: Cursor, { empty, inside, slot }: KnownElement, parts: JobParts): boolean {
  if (!take(cursor, empty)) return false;
  return inside === null ? putText(parts, slot, "") : openContainer(parts, inside);
}

function putText({ texts }: JobParts, slot: number, text: string | null): boolean {
  if (text === null || texts[slot] !== null) return false;
  texts[slot] = text;
  return true;
}

function openContainer({ opened }: JobParts, { index }: Container): boolean {
  if (opened[index]) return false;
  opened[index] = true;
  return true;
}

/** Up to the container's closing tag, or to what cannot be told. */
function scanInside(cursor: Cursor, container: Container, parts: JobParts): boolean {
  const { text } = cursor;
  const { index, elements } = container;
  const followers = parts.followers[index] as Int8Array;
  for (let last = mostElements; ; ) {
    skipBlank(cursor);
    if (text.charCodeAt(cursor.at) !== lessThan) return false;
    if (text.charCodeAt(cursor.at + 1) === slash) return true;
    const expected = elements[followers[last] as number];
    if (expected !== undefined && stands(cursor, expected.open)) {
      if (!scanKnown(cursor, expected, parts)) return false;
      last = followers[last] as number;
      continue;
    }
    const place = placeAt(cursor, container);
    const element = elements[place];
    if (element === undefined) {
      if (!keepOther(cursor, index, parts)) return false;
      continue;
    }
    const scan = stands(cursor, element.open) ? scanKnown : scanEmpty;
    if (!scan(cursor, element, parts)) return false;
    followers[last] = place;
    last = place;
  }
}

function keepOther(cursor: Cursor, index: number, parts: JobParts): boolean {
  const other = scanElement(cursor);
  if (other === null) return false;
  parts.others[index]?.push(other);
  parts.otherCount += 1;
  return true;
}

/** The place of the element that begins at the cursor, or -1 for one of another name. */
function placeAt({ text, at }: Cursor, { placeOf }: Container): number {
  return placeOf.get(text.slice(at + 1, nameEnd(text, at + 1))) ?? -1;
}
