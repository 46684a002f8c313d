/**
 * Cuts a walk in order where it stands: what was read up to a second becomes a piece of its own, and the chain goes on.
 *
 * A cut changes nothing of what is asked. That a piece is whole rests on the order of the list, as a new start of a
 * chain does; where the order turns out to be broken, the whole window is read again and its pieces are void.
 */

import type { Window } from "../../core/window.ts";
import { resultOf, type WalkResult } from "./walk-result.ts";
import { giveJobs, type JobSink, startPiece, type WalkCounts, type WindowWalk } from "./window-walk.ts";

export interface Cuts<Sink> {
  /** Asked after each page. */
  isDue(): boolean;
  /** Pieces come in their order. */
  take(piece: WalkResult<Sink>): Promise<void>;
  /** Told as soon as the order is seen broken, before the whole is read again: pieces that relied on it are void. */
  onDisorder?(): void;
  /** What has to be read in one chain if the order is broken: the window that is walked, or more. */
  readonly whole: Window;
}

export interface Cutting<Sink> {
  /** Of the piece at hand. */
  sink(): Sink;
  /** What all pieces together took. */
  spent(): Pick<WalkCounts, "pages" | "retries">;
}

export function cutWhenDue<Sink extends JobSink>(
  walk: WindowWalk,
  { openSink, cuts }: { openSink(): Sink; readonly cuts?: Cuts<Sink> },
): Cutting<Sink> {
  // The walk's own, under its own type.
  let sink = walk.piece.sink as Sink;
  const before = { pages: 0, retries: 0 };
  walk.settle = async (at) => {
    const { window, counts } = walk.piece;
    if (cuts === undefined || at <= window.from || at >= walk.reach.to || !cuts.isDue()) return;
    walk.buffer.settleBefore(at);
    await giveJobs(walk, walk.buffer.takeSettled());
    const piece = resultOf({ ...walk, piece: { ...walk.piece, window: { from: window.from, to: at } } }, sink, null);
    before.pages += counts.pages;
    before.retries += counts.retries;
    sink = openSink();
    walk.piece = startPiece({ from: at, to: window.to }, sink);
    await cuts.take(piece);
  };
  return {
    sink: () => sink,
    spent: () => ({
      pages: before.pages + walk.piece.counts.pages,
      retries: before.retries + walk.piece.counts.retries,
    }),
  };
}
