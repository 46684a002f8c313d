/**
 * Fragments of signed requests outside of any URL: `q-signature=…`, `"Token": "…"`, `Authorization: …`; and what is
 * known for a secret by itself: secret ids, which begin with `AKID`, and JSON Web Tokens (RFC 7519).
 *
 * Errs on the side of cutting: a value behind a name that sounds like a secret's goes, with the parameters behind it.
 * Every repetition that can be tried more than once is bounded, so that no text takes long.
 */

import { cutMark } from "./cut-mark.ts";
import { trimTrailing } from "./url-run.ts";

/** Parts of names that sound like a secret's. */
const telling = "signature|token|secret|passw(?:or)?d|credential|authorization|access[-_]?key|api[-_]?key";
/** Whole names, too short to be looked for inside of others. The first are those of the vendor's request signature. */
const short = "q-(?:ak|sign-[a-z]{1,16}|key-time|header-list|url-param-list)|sign|sig|pwd";
const name = `(?:(?<![A-Za-z])(?:${short})|(?:${telling})[\\w-]{0,24})`;

const equals = `\\\\?["']?\\s{0,4}(?:=|%(?:25)*3d)\\s{0,4}\\\\?["']?`;
const jsonColon = `\\\\?["']\\s{0,4}:\\s{0,4}\\\\?["']?`;
const scheme = "(?:(?:bearer|basic)\\s{1,4})?";
/** Printable ASCII without quotes, angle brackets, comma and backslash. */
const valueCharacter = "[!#-&(-+\\--;=?-[\\]-_a-~]";
const value = `(?!(?:bearer|basic)(?!${valueCharacter}))${valueCharacter}+`;
/** Behind a bare colon, which prose has too, only what looks like no word. */
const longValue = "(?!q-)[A-Za-z0-9+/._~-]{16,}={0,2}";

const inElement = new RegExp(`(<[\\w-]{0,24}${name}>)(${value})`, "gi");
const behindName = new RegExp(`(${name}(?:${equals}|${jsonColon})${scheme})(${value})`, "gi");
const behindColon = new RegExp(`(${name}:\\s{0,4}${scheme})(${longValue})`, "gi");
const anyName = new RegExp(name, "i");
const wholeName = new RegExp(`^(?:${short}|[\\w-]{0,24}(?:${telling})[\\w-]{0,24})$`, "i");

const secretId = /AKID[A-Za-z0-9]{13,}/g;
/** Looked for once in each run of characters, from its beginning on, up to the first `eyJ`: `{"` in Base64. */
const jsonWebToken = /(?<![\w-])((?:(?!eyJ)[\w-])*)(eyJ[\w-]+\.[\w-]*(?:\.[\w-]+){1,3})/g;

export function isSecretName(text: string): boolean {
  return anyName.test(text);
}

/** Of names that this program gives itself, where `signal` is none. */
export function isSecretField(name: string): boolean {
  return wholeName.test(name);
}

/** Where the first value that is to be cut begins, or the text's end. */
export function firstSecretAt(text: string): number {
  return Math.min(valueAt(behindName, text), valueAt(behindColon, text));
}

function valueAt(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0;
  const found = pattern.exec(text);
  // Stryker disable next-line StringLiteral: a match has a name.
  return found ? found.index + (found[1] ?? "").length : text.length;
}

/** Needs no name in front. Leaves nothing that it would cut, and its marks hold nothing of the kind. */
export function cutBareSecrets(text: string): string {
  // Stryker disable next-line StringLiteral: saves looking for what cannot be there.
  const withoutTokens = text.includes("eyJ") ? text.replace(jsonWebToken, cutToken) : text;
  // Stryker disable next-line StringLiteral: the same.
  return withoutTokens.includes("AKID") ? withoutTokens.replace(secretId, cutMark) : withoutTokens;
}

function cutToken(_match: string, before: string, token: string): string {
  return before + cutMark(token);
}

export function cutSecretFragments(text: string): string {
  return text.replace(inElement, cutValue).replace(behindName, cutValue).replace(behindColon, cutValue);
}

function cutValue(_match: string, before: string, run: string): string {
  const end = trimTrailing(run, 0, run.length);
  return end === 0 ? before + run : before + cutMark(run.slice(0, end)) + run.slice(end);
}
