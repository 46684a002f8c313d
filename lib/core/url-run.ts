/**
 * Where URLs lie in running text, Chinese or English, whatever their scheme.
 *
 * A URL runs to the next white space, quote, angle bracket or full-width punctuation; the punctuation and the Chinese
 * text that stand right behind it belong to the sentence. One look at each character, so that no text takes long.
 */

import { markEndsAt } from "./cut-mark.ts";

interface UrlRun {
  /** Where `://` begins. */
  readonly start: number;
  /** Where the authority begins, behind `://`. */
  readonly authority: number;
  readonly end: number;
}

/** `://`, also with the slashes escaped as JSON may have them, or percent-encoded any number of times. */
const urlOpener = /(?::|%(?:25)*3a)(?:\\{0,4}\/|%(?:25)*2f){2}/gi;

/** Every `://` of a text. */
export function findOpeners(text: string): readonly RegExpExecArray[] {
  urlOpener.lastIndex = 0;
  return [...text.matchAll(urlOpener)];
}

const stop = /[\s\p{Cc}"<>`“”‘’「」『』《》〈〉【】（），。、；：！？…]/gu;

/** In order; no two of them overlap. */
export function* findUrlRuns(text: string): Generator<UrlRun> {
  for (let from = 0; ; ) {
    const opener = matchFrom(urlOpener, text, from);
    if (opener === null) return;
    const authority = opener.index + opener[0].length;
    const stopAt = matchFrom(stop, text, authority)?.index ?? text.length;
    yield { start: opener.index, authority, end: trimRun(text, authority, stopAt) };
    from = stopAt;
  }
}

function matchFrom(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/** Leaves the sentence its own. Text behind `=` is a value, in whatever script. */
function trimRun(text: string, start: number, stopAt: number): number {
  const end = trimTrailing(text, start, stopAt);
  return text[end - 1] === "=" ? stopAt : end;
}

const trailing = /[.,;:!?|*'(){}[\]\u{80}-\u{10ffff}]/u;

/** The end of `text[start, end)` without the punctuation and the non-ASCII text at its end; a cut mark is neither. */
export function trimTrailing(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && trailing.test(text.charAt(at - 1)) && !markEndsAt(text, start, at)) at -= 1;
  return at;
}
