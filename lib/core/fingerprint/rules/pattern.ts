/**
 * Patterns of fingerprint rules: literal text with `*` for a part of a word, `**` for any text and `{name}` for a part
 * of a word by that name; `\` takes the next character as it is.
 *
 * Not regular expressions: whatever people write here takes time linear in the message.
 */

import { plainLiteral } from "../plain-text.ts";

export interface Pattern {
  /** Literals and wildcards in turn, at least one literal; no two wildcards stand side by side. */
  readonly parts: readonly PatternPart[];
}

export type PatternPart =
  | { readonly literal: string }
  | { readonly wild: "word" | "any"; readonly name: string | null };

/** UTF-16 code units of a pattern; more is a mistake. */
export const longestPattern = 200;
const mostWildcards = 8;

const tokens = /\\([\s\S])|(\*\*?)|\{([a-z][A-Za-z]{0,31})\}|([^\\*{}])/gu;

/** Null when the text is no pattern. */
export function parsePattern(text: string): Pattern | null {
  if (text.length > longestPattern || text.replace(tokens, "") !== "") return null;
  const parts: PatternPart[] = [];
  for (const token of text.matchAll(tokens)) addPart(parts, token);
  const plain = parts.map((part) => ("literal" in part ? { literal: plainLiteral(part.literal) } : part));
  return isPattern(plain) ? { parts: plain } : null;
}

function addPart(parts: PatternPart[], [, escaped, stars, name, character]: RegExpExecArray): void {
  const literal = escaped ?? character;
  if (literal === undefined) {
    parts.push({ wild: stars === "**" ? "any" : "word", name: name ?? null });
    return;
  }
  const last = parts.at(-1);
  if (last === undefined || !("literal" in last)) parts.push({ literal });
  else parts.splice(-1, 1, { literal: last.literal + literal });
}

function isPattern(parts: readonly PatternPart[]): boolean {
  const wilds = parts.filter((part) => "wild" in part);
  const names = wilds.flatMap(({ name }) => name ?? []);
  const literals = parts.flatMap((part) => ("literal" in part ? part.literal : []));
  const isApart = parts.every((part, index) => "literal" in part || !("wild" in (parts[index + 1] ?? { literal: "" })));
  const isTold = literals.some((literal) => /[\p{L}\p{N}]/u.test(literal)) && literals.every((each) => each !== "");
  return isApart && isTold && wilds.length <= mostWildcards && new Set(names).size === names.length;
}

/** The names of its named parts, in order. */
export function namesOf({ parts }: Pattern): readonly string[] {
  return parts.flatMap((part) => ("wild" in part && part.name !== null ? [part.name] : []));
}
