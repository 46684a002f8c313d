/**
 * A piece of a page as it is read: one character a byte, so that a position is a position in the bytes.
 *
 * Whoever reads on from a cursor either knows for sure what stands there, or gives the page up: the position then means
 * nothing any more.
 */

import { viewOf } from "./literal.ts";

export interface Cursor {
  readonly text: string;
  /** The same in bytes. */
  readonly bytes: Buffer;
  readonly view: DataView;
  at: number;
  /** Where the next character stands, seen from a text before, that means more than itself: a high byte, or `&`. */
  special: number;
}

/** Besides printable ASCII: tab and line feed. `]` may end a CDATA section. */
const notPlain = /[^\t\n -%'-\\^-~]/;
/** XML has no place for them; a carriage return becomes a line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\0-\x08\x0b-\x1f]/;
/** Nor for these; in UTF-8, `EF BF BE` and `EF BF BF` are U+FFFE and U+FFFF. */
const forbidden = ["]]>", "\xef\xbf\xbe", "\xef\xbf\xbf"];

/** Null where a character needs the general decoder. */
export function createCursor(bytes: Buffer): Cursor | null {
  const text = bytes.toString("latin1");
  const special = notPlain.test(text) ? -1 : Number.POSITIVE_INFINITY;
  const isRefused = special === -1 && (control.test(text) || forbidden.some((each) => text.includes(each)));
  return isRefused ? null : { text, bytes, view: viewOf(bytes), at: 0, special };
}

export const lessThan = 0x3c;
export const slash = 0x2f;
const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;

export function skipBlank(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    const code = text.charCodeAt(cursor.at);
    if (code !== space && code !== lineFeed && code !== tab) return;
    cursor.at += 1;
  }
}

/** Whether `literal` stands at the cursor, which is then behind it. */
export function take(cursor: Cursor, literal: string): boolean {
  const isThere = stands(cursor, literal);
  if (isThere) cursor.at += literal.length;
  return isThere;
}

export function stands({ text, at }: Cursor, literal: string): boolean {
  return text.slice(at, at + literal.length) === literal;
}
