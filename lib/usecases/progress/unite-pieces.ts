/**
 * Unites pieces of one window that several runs may have finished: no second counts twice.
 *
 * The first one wins: a piece that overlaps what is covered, wholly or in part, is dropped, and what is left uncovered
 * is read again. Only a window that was read in one chain, because its order is broken, takes the place of pieces
 * that relied on order.
 */

import type { Window } from "../../core/window.ts";

export interface PieceSpan extends Window {
  readonly ordered: boolean;
}

/** `pieces` in the order in which they were saved; what counts of them, ascending. Those that reach beyond do not. */
export function unitePieces<Piece extends PieceSpan>(window: Window, pieces: readonly Piece[]): readonly Piece[] {
  let united: readonly Piece[] = [];
  for (const piece of pieces) {
    const isWhole = piece.from === window.from && piece.to === window.to;
    if (piece.from >= piece.to || piece.from < window.from || piece.to > window.to) continue;
    if (!piece.ordered && isWhole && united.every(({ ordered }) => ordered)) united = [piece];
    else if (!united.some((other) => piece.from < other.to && other.from < piece.to)) united = [...united, piece];
  }
  return [...united].sort((a, b) => a.from - b.from);
}

/** What `pieces` leave of the window. They are ascending and do not overlap. */
export function uncovered(window: Window, pieces: readonly Window[]): readonly Window[] {
  const gaps: Window[] = [];
  let from = window.from;
  for (const piece of pieces) {
    if (from < piece.from) gaps.push({ from, to: piece.from });
    from = piece.to;
  }
  if (from < window.to) gaps.push({ from, to: window.to });
  return gaps;
}
