/** What came of a walk, or of one piece of it. */

import type { Hole, HoleCause } from "../../core/hole.ts";
import type { Window } from "../../core/window.ts";
import type { WalkCounts, WindowWalk } from "./window-walk.ts";

export interface WalkResult<Sink> {
  readonly sink: Sink;
  /** What was read. */
  readonly window: Window;
  readonly ordered: boolean;
  readonly counts: WalkCounts;
  /** Inside the window, in the order of their beginnings. */
  readonly holes: readonly Hole[];
  /** Keys of other scopes whose jobs were listed here. */
  readonly foreignScopes: ReadonlySet<string>;
  /** Why not one page of the whole walk was answered and read; null when one was. */
  readonly refusal: unknown;
}

export function resultOf<Sink>({ piece, ordered }: WindowWalk, sink: Sink, refusal: unknown): WalkResult<Sink> {
  const { window, counts, holes, foreignScopes } = piece;
  const strays = "jobs of a queue or tag that nobody asked for were listed";
  const foreign = piece.strays ? [holeOf(window, "foreign-jobs", strays)] : [];
  return { sink, window, ordered, counts, holes: [...foreign, ...holes], foreignScopes, refusal };
}

export function holeOf(span: Window, cause: HoleCause, detail: string): Hole {
  return { ...span, cause, detail, requestId: null, evidence: null };
}
