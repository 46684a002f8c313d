/** An element of any name, with all that is in it. */

import { isBlank, type XmlElement } from "../xml-element.ts";
import { type Cursor, lessThan, skipBlank, slash, take } from "./cursor.ts";
import { scanText } from "./scan-text.ts";

/** The general decoder goes deeper; no page of the service does. */
const maxDepth = 16;

/** Told of each text between an opening and a closing tag, in their order: it stood from `from` on. */
export type OnLeaf = (leaf: XmlElement, from: number, to: number) => void;

/** The cursor is at its `<`. Null when it cannot be told what it is. */
export function scanElement(cursor: Cursor, onLeaf: OnLeaf, depth = 1): XmlElement | null {
  const from = cursor.at + 1;
  const end = nameEnd(cursor.text, from);
  if (end === from || depth > maxDepth) return null;
  const name = cursor.text.slice(from, end);
  cursor.at = end;
  if (take(cursor, "/>") || take(cursor, " />")) return { name, text: "", children: [] };
  return take(cursor, ">") ? scanContent(cursor, onLeaf, { name, depth }) : null;
}

interface Opened {
  readonly name: string;
  readonly depth: number;
}

function scanContent(cursor: Cursor, onLeaf: OnLeaf, { name, depth }: Opened): XmlElement | null {
  const from = cursor.at;
  const text = scanText(cursor);
  if (text === null) return null;
  if (cursor.text.charCodeAt(cursor.at + 1) !== slash) {
    return isBlank(text) ? scanChildren(cursor, onLeaf, { name, depth }) : null;
  }
  const leaf = { name, text, children: [] };
  onLeaf(leaf, from, cursor.at);
  return take(cursor, `</${name}>`) ? leaf : null;
}

/** Only white space may stand between the children. */
function scanChildren(cursor: Cursor, onLeaf: OnLeaf, { name, depth }: Opened): XmlElement | null {
  const children: XmlElement[] = [];
  const close = `</${name}>`;
  while (!take(cursor, close)) {
    if (cursor.text.charCodeAt(cursor.at) !== lessThan) return null;
    const child = scanElement(cursor, onLeaf, depth + 1);
    if (child === null) return null;
    children.push(child);
    skipBlank(cursor);
  }
  return { name, text: "", children };
}

/** Where the name that begins at `from` ends; `from` itself where none does. Letters of ASCII, digits, `_`, `-` and `.` */
export function nameEnd(text: string, from: number): number {
  if (!isLetter(text.charCodeAt(from))) return from;
  let end = from + 1;
  while (isNameCode(text.charCodeAt(end))) end += 1;
  return end;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

function isNameCode(code: number): boolean {
  return isLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e;
}
