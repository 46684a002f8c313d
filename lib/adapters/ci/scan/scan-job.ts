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
  readonly followers: readonly Followers[];
}

interface Followers {
  /** By the place of an element: the place of the next one. */
  readonly places: Int8Array;
  /** What stands between the two texts, when both are texts; no text holds it otherwise. */
  readonly joints: string[];
}

const mostElements = 16;
const noJoint = ">";

export function createJobParts(): JobParts {
  return {
    texts: new Array(slots).fill(null),
    opened: new Array(containers).fill(false),
    others: Array.from({ length: containers }, () => []),
    otherCount: 0,
    followers: Array.from({ length: containers }, () => ({
      places: new Int8Array(mostElements + 1),
      joints: new Array(mostElements + 1).fill(noJoint),
    })),
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
  const followers = parts.followers[index] as Followers;
  for (let last = mostElements; ; ) {
    skipBlank(cursor);
    if (text.charCodeAt(cursor.at) !== lessThan) return false;
    if (text.charCodeAt(cursor.at + 1) === slash) return true;
    const expected = followers.places[last] as number;
    const place = isAt(cursor, elements[expected]) ? expected : placeAt(cursor, container);
    if (place === -1) {
      if (!keepOther(cursor, index, parts)) return false;
      continue;
    }
    if (place !== expected) learn(followers, elements, { last, place });
    last = scanRow(cursor, container, { place, followers, parts });
    if (last === -1) return false;
  }
}

function isAt(cursor: Cursor, element: KnownElement | undefined): boolean {
  return element !== undefined && stands(cursor, element.open);
}

function learn(
  { places, joints }: Followers,
  elements: readonly KnownElement[],
  { last, place }: { readonly last: number; readonly place: number },
): void {
  const [before, behind] = [elements[last], elements[place]];
  const areTexts = before?.inside === null && behind?.inside === null;
  places[last] = place;
  joints[last] = areTexts ? `${before.close}${behind.open}` : noJoint;
}

interface RowStart {
  readonly place: number;
  readonly followers: Followers;
  readonly parts: JobParts;
}

/** One element, and the texts behind it for as long as they follow as they did before; the place of the last, or -1. */
function scanRow(cursor: Cursor, { elements }: Container, { place, followers, parts }: RowStart): number {
  const first = elements[place] as KnownElement;
  if (!isAt(cursor, first)) return scanEmpty(cursor, first, parts) ? place : -1;
  if (first.inside !== null) return scanKnown(cursor, first, parts) ? place : -1;
  cursor.at += first.open.length;
  for (let at = place; ; at = followers.places[at] as number) {
    const element = elements[at] as KnownElement;
    if (!putText(parts, element.slot, scanText(cursor))) return -1;
    if (!take(cursor, followers.joints[at] as string)) return take(cursor, element.close) ? at : -1;
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
