/**
 * Cuts what may be secret out of one URL: user-info, query and fragment, and those of any URL in its path.
 *
 * The first query takes all that follows it, so that each character is looked at a fixed number of times.
 */

import { cutMark } from "./cut-mark.ts";
import { firstSecretAt } from "./secret-fragment.ts";
import { findOpeners } from "./url-run.ts";

interface Delimiters {
  readonly query: RegExp;
  readonly slash: RegExp;
  /** Everything before the last `@`. */
  readonly userInfo: RegExp;
}

const plain: Delimiters = { query: /[?#]/, slash: /[/\\]/, userInfo: /^.*(?=@)/s };
const encoded: Delimiters = {
  query: /[?#]|%(?:25)*(?:3f|23)/i,
  slash: /[/\\]|%(?:25)*2f/i,
  // Stryker disable next-line Regex: without the anchor it matches the same, after many more tries where there is no `@`.
  userInfo: /^.*(?=@|%(?:25)*40)/is,
};

/** `url` begins with its opener, `://` in one spelling or another. What stands behind a secret's name goes to the end. */
export function cutUrl(url: string): string {
  const kept = cutParts(url);
  const secretAt = firstSecretAt(kept);
  return kept.slice(0, secretAt) + cutNonEmpty(kept.slice(secretAt));
}

function cutParts(url: string): string {
  const openers = findOpeners(url);
  const lastAt = url.lastIndexOf("@");
  let kept = "";
  for (const [index, { 0: opener, index: at }] of openers.entries()) {
    const start = at + opener.length;
    const part = url.slice(start, openers[index + 1]?.index);
    kept += opener;
    // Stryker disable next-line EqualityOperator: an authority that begins with `@` hides nothing in front of it.
    if (lastAt >= start && hidesUserInfo(part)) return kept + cutMark(url.slice(start));
    const cut = cutPart(part, opener.startsWith("%") ? encoded : plain);
    kept += cut.kept;
    if (cut.from !== null) return kept + cutNonEmpty(url.slice(start + cut.from));
  }
  return kept;
}

/** A password with a raw `/`, `?` or `#` ends the authority early: `user:pa` is left, which is no host and port. */
function hidesUserInfo(part: string): boolean {
  const authority = part.slice(0, searchOrEnd(part, /[/\\?#]/));
  return !authority.startsWith("[") && !authority.includes("@") && /:\d*[^\d:]/.test(authority);
}

interface Cut {
  readonly kept: string;
  /** From where on all the rest of the URL goes; null when the next part is to be looked at. */
  readonly from: number | null;
}

/** `part` begins with an authority. */
function cutPart(part: string, delimiters: Delimiters): Cut {
  const queryAt = searchOrEnd(part, delimiters.query);
  const head = cutUserInfo(part.slice(0, queryAt), delimiters);
  const mark = delimiters.query.exec(part)?.[0];
  return mark === undefined ? { kept: head, from: null } : { kept: head + mark, from: queryAt + mark.length };
}

function cutUserInfo(head: string, { slash, userInfo }: Delimiters): string {
  const pathAt = searchOrEnd(head, slash);
  return head.slice(0, pathAt).replace(userInfo, cutNonEmpty) + head.slice(pathAt);
}

function cutNonEmpty(text: string): string {
  return text === "" ? "" : cutMark(text);
}

function searchOrEnd(text: string, pattern: RegExp): number {
  const at = text.search(pattern);
  return at === -1 ? text.length : at;
}
