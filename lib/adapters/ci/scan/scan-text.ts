/**
 * Texts between tags. UTF-8 is decoded only where there are high bytes, references only where there is an ampersand.
 *
 * Known are XML's five entities and references by number to characters that XML allows.
 */

import type { Cursor } from "./cursor.ts";

/** What stands from the cursor to the next tag; the cursor is then at that tag. Null when it cannot be told. */
export function scanText(cursor: Cursor): string | null {
  const { text, at } = cursor;
  const end = text.indexOf("<", at);
  if (end === -1) return null;
  cursor.at = end;
  if (cursor.special < at) cursor.special = specialFrom(text, at);
  return cursor.special < end ? decode(cursor, at) : text.slice(at, end);
}

const special = /[&\x80-\xff]/g;

function specialFrom(text: string, at: number): number {
  special.lastIndex = at;
  return special.test(text) ? special.lastIndex - 1 : Number.POSITIVE_INFINITY;
}

const highByte = /[\x80-\xff]/;

/** From `at` to the cursor. The bytes of the whole page are known to be UTF-8, and no character is cut by a tag. */
function decode({ text, bytes, at: end }: Cursor, at: number): string | null {
  const raw = text.slice(at, end);
  const decoded = highByte.test(raw) ? bytes.toString("utf8", at, end) : raw;
  return decoded.includes("&") ? resolve(decoded) : decoded;
}

const entities: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

function resolve(text: string): string | null {
  let resolved = "";
  let done = 0;
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", done)) {
    const end = text.indexOf(";", at);
    const name = text.slice(at + 1, end);
    const character = entities.get(name) ?? characterOf(name);
    if (end === -1 || character === undefined) return null;
    resolved += text.slice(done, at) + character;
    done = end + 1;
  }
  return resolved + text.slice(done);
}

const byNumber = /^#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}))$/;

/** Undefined for what is no reference, and for one to what XML does not allow. */
function characterOf(name: string): string | undefined {
  const [, decimal, hexadecimal = ""] = byNumber.exec(name) ?? [];
  const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  return isAllowed(code) ? String.fromCodePoint(code) : undefined;
}

/** XML 1.0, production 2. */
function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
