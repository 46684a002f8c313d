/**
 * Where a pattern matches in a text. Each wildcard takes as little as it can; one at the pattern's beginning or end all
 * that it can.
 *
 * Each literal is looked for once from left to right, whatever number of places a match could begin at: the time is
 * linear in the text.
 */

import type { Pattern, PatternPart } from "./pattern.ts";

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Match extends Span {
  /** What the wildcards stand for, in order. */
  readonly wilds: readonly (Span & { readonly name: string | null })[];
}

type Wild = Extract<PatternPart, { wild: string }>;

/** Ends a part of a word: white space, quotes, brackets, commas and their like. */
const stop = /[\s"'`“”‘’「」『』《》()[\]{}<>,;、。]/;

/** In order; no two of them overlap. */
export function findMatches({ parts }: Pattern, text: string): readonly Match[] {
  const finder = createFinder(parts, text);
  const matches: Match[] = [];
  for (let from = 0; from <= text.length; ) {
    const match = finder.next(from, matches.at(-1)?.end ?? 0);
    if (match === null) break;
    if (typeof match === "number") from = match;
    else {
      matches.push(match);
      from = match.end;
    }
  }
  return matches;
}

/** `next` gives a match whose first literal lies at `from` or behind; a number: try again from there; null: none. */
function createFinder(parts: readonly PatternPart[], text: string) {
  const [head, ...rest] = parts;
  const leading = head !== undefined && "wild" in head ? head : null;
  const inner = leading === null ? parts : rest;
  const find = inner.map((part) => ("literal" in part ? nextOf((at) => text.indexOf(part.literal, at)) : null));
  const nextStop = nextOf((at) => indexOfStop(text, at));

  function next(from: number, lowest: number): Match | number | null {
    let at = from;
    let first = from;
    const wilds: Match["wilds"][number][] = [];
    for (const [index, part] of inner.entries()) {
      if ("wild" in part) continue;
      const before = inner[index - 1];
      const wild = before !== undefined && "wild" in before ? before : null;
      const found = find[index]?.(at + (wild?.wild === "word" ? 1 : 0)) ?? -1;
      if (found < 0) return null;
      if (index === 0) first = found;
      else if (wild?.wild === "word" && nextStop(at) < found) return first + 1;
      if (wild !== null) wilds.push({ start: at, end: found, name: wild.name });
      at = found + part.literal.length;
    }
    return close({ start: first, end: at, wilds }, lowest);
  }

  /** With what stands at the pattern's two ends. */
  function close({ start, end, wilds }: Match, lowest: number): Match | number {
    const last = inner.at(-1);
    const tail = last !== undefined && "wild" in last ? wildBehind(last, end) : null;
    const lead = leading && wildBefore(text, leading, start, lowest);
    if (isEmpty(tail) || isEmpty(lead)) return start + 1;
    const all = [...(lead ? [lead] : []), ...wilds, ...(tail ? [tail] : [])];
    return { start: lead?.start ?? start, end: tail?.end ?? end, wilds: all };
  }

  function wildBehind({ wild, name }: Wild, start: number) {
    return { start, end: wild === "any" ? text.length : nextStop(start), name, wild };
  }

  return { next };
}

function wildBefore(text: string, { wild, name }: Wild, end: number, lowest: number) {
  let start = wild === "any" ? lowest : end;
  while (wild === "word" && start > lowest && !stop.test(text.charAt(start - 1))) start -= 1;
  return { start, end, name, wild };
}

function isEmpty(span: (Span & Pick<Wild, "wild">) | null): boolean {
  return span !== null && span.wild === "word" && span.start === span.end;
}

/** Remembers the last answer: positions are asked for in ascending order. */
function nextOf(find: (at: number) => number): (at: number) => number {
  let asked = -1;
  let answer = -1;
  return (at) => {
    const isKnown = asked >= 0 && (answer < 0 || answer >= at);
    if (!isKnown) answer = find(at);
    asked = at;
    return answer;
  };
}

/** The text's length when there is none. */
function indexOfStop(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (stop.test(text.charAt(at))) return at;
  return text.length;
}
