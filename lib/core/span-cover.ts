/**
 * How windows that come one after the other cover a span: where they leave a gap, and where one begins before another
 * has ended. They are not kept, so that as many may come as there are.
 */

import type { Window } from "./window.ts";

export interface SpanCover {
  /** Windows are expected in the order of their beginnings; one that is out of order is told as an overlap. */
  add(window: Window): void;
  /** To be asked once, after the last window. */
  finish(): { readonly gaps: readonly Window[]; readonly overlaps: readonly Window[] };
}

export function createSpanCover(span: Window): SpanCover {
  const gaps: Window[] = [];
  const overlaps: Window[] = [];
  let at = span.from;
  const leave = (to: number) => {
    if (to > at) gaps.push({ from: at, to });
  };
  return {
    add({ from, to }) {
      leave(Math.min(from, span.to));
      if (from < at) overlaps.push({ from, to: Math.min(at, to) });
      at = Math.max(at, to);
    },
    finish() {
      leave(span.to);
      return { gaps, overlaps };
    },
  };
}
