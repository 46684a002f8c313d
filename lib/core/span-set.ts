/**
 * Sets of spans of time: what is covered by any of some spans, and what is not.
 *
 * Spans are half-open; one that is empty or ends before it begins holds nothing. Every set that is returned ascends,
 * and no two of its spans meet.
 */

import type { Window } from "./window.ts";

export type SpanSet = readonly Window[];

export function unionSpans(spans: Iterable<Window>): SpanSet {
  const union: Window[] = [];
  for (const span of [...spans].filter(isSpan).sort((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last === undefined || last.to < span.from) union.push(span);
    else union[union.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return union.map(({ from, to }) => ({ from, to }));
}

/** What is in any of `spans` and in none of `others`. */
export function subtractSpans(spans: Iterable<Window>, others: Iterable<Window>): SpanSet {
  const removed = unionSpans(others);
  return unionSpans(spans).flatMap((span) => cutOut(span, removed));
}

export function totalMs(spans: SpanSet): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** What is left of one span; `removed` is a set. */
function cutOut(span: Window, removed: SpanSet): SpanSet {
  // Stryker disable next-line ArrayDeclaration: what is no span is left out in the end.
  const left: Window[] = [];
  let { from } = span;
  for (const hole of removed) {
    // Stryker disable next-line EqualityOperator: a hole that only meets the span takes nothing of it.
    if (hole.to <= from || hole.from >= span.to) continue;
    left.push({ from, to: hole.from });
    from = hole.to;
  }
  return [...left, { from, to: span.to }].filter(isSpan);
}

function isSpan({ from, to }: Window): boolean {
  return from < to;
}
