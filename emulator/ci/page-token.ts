/**
 * Page tokens: where a chain goes on, in text that tells a client nothing.
 *
 * A token names a position in the whole list, so jobs that arrive meanwhile move nothing. It belongs to one
 * query: with any other it is refused, as one that was never given, ran out or was used up.
 */

import type { PageQuirks } from "./behaviour.ts";

export interface PageMark {
  /** Index of the next job to look at; -1 behind the oldest of a descending list. */
  readonly position: number;
  /** Number of the page that the token leads to; the first page has none and is 1. */
  readonly page: number;
}

export interface PageTokens {
  readonly issue: (mark: PageMark, queryText: string) => string;
  /** Null when the token is not to be taken. */
  readonly redeem: (token: string, queryText: string) => PageMark | null;
}

const awkward = "+/= &";
const shape = /^(-?\d+)\.(\d+)\.([0-9a-z]+)\.([0-9a-z]+)\.([0-9a-z]+)$/;

export function createPageTokens(quirks: PageQuirks, now: () => number): PageTokens {
  const uses = new Map<string, number>();
  let serial = 0;

  function usedUp(token: string): boolean {
    if (quirks.tokenUses === undefined) return false;
    const count = (uses.get(token) ?? 0) + 1;
    uses.set(token, count);
    return count > quirks.tokenUses;
  }

  return {
    issue(mark, queryText) {
      serial += 1;
      const parts = [mark.position, mark.page, hash(queryText), now().toString(36), serial.toString(36)];
      const text = Buffer.from(parts.join(".")).toString("base64url");
      return quirks.awkwardTokens ? `${text.slice(0, 4)}${awkward}${text.slice(4)}` : text;
    },
    redeem(token, queryText) {
      const fields = readToken(token);
      if (!fields || fields.query !== hash(queryText)) return null;
      const old = quirks.tokenTtlMs !== undefined && now() - fields.issuedAt > quirks.tokenTtlMs;
      return old || usedUp(token) ? null : { position: fields.position, page: fields.page };
    },
  };
}

/** The number of the page that a token leads to, for rules about a chain's pages; null for no token of ours. */
export function pageOfToken(token: string): number | null {
  return readToken(token)?.page ?? null;
}

function readToken(token: string) {
  const text = Buffer.from(token.replace(awkward, ""), "base64url").toString();
  const [, position, page, query, issuedAt = "", serial] = shape.exec(text) ?? [];
  if (serial === undefined) return null;
  return { position: Number(position), page: Number(page), query, issuedAt: Number.parseInt(issuedAt, 36) };
}

/** FNV-1a, 32 bits: tells queries apart, no more. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
