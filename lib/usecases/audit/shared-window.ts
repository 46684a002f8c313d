/**
 * A planned window that several workers may read: what earlier runs left of it is taken as it is, the rest is read, and
 * every piece of that is told to the journal as soon as it is whole. Where its order is broken, one of them reads all
 * of it in one chain, and what the others have read is void.
 *
 * Of a place that does not answer nothing is read: that is a hole, and no news for the journal.
 */

import { holeFrom } from "../../core/failure-cause.ts";
import type { Fingerprinting } from "../../core/rows.ts";
import type { Scope } from "../../core/scope.ts";
import { countsOf, type Tally } from "../../core/tally.ts";
import { tallyRow } from "../../core/tally-row.ts";
import type { Judgement } from "../../core/verdict.ts";
import type { Window } from "../../core/window.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { Journal } from "../progress/journal.ts";
import { disorderRow, type Piece, pieceRow } from "../progress/saved-piece.ts";
import { uncovered } from "../progress/unite-pieces.ts";
import type { FailedWork } from "../report/failed-work.ts";
import { toLine } from "../report/line-runs.ts";
import type { Spool } from "../report/spool.ts";
import { createWindowSink, type WindowSink } from "../report/window-sink.ts";
import { openReach, type Reach, takeHalf } from "../walk/reach.ts";
import { resultOf, type WalkResult } from "../walk/walk-result.ts";
import { walkWindow } from "../walk/walk-window.ts";
import { startPiece, startWalk, type WalkDeps } from "../walk/window-walk.ts";
import { joinPieces } from "./join-pieces.ts";
import type { WalkPatience } from "./walk-patience.ts";

export interface PlannedWindow {
  readonly planned: PlannedScope;
  readonly window: Window;
  /** United: ascending, inside the window, without an overlap. */
  readonly saved: readonly Piece[];
  /** Jobs a second that are expected; null where nothing is known. */
  readonly density: number | null;
}

export interface PieceMaking {
  readonly journal: Journal;
  readonly patience: WalkPatience;
  readonly failedWork: FailedWork;
  readonly fingerprints: Fingerprinting;
  judgementOf(scope: PlannedScope): Judgement;
  /** Stands between the walk of a window and what becomes of its jobs; without it every job counts. */
  sinkOf?(scope: Scope, window: Window, sink: WindowSink): WindowSink;
}

export interface SharedWindow {
  /** Where it is being read, as far as anything may be taken. */
  readonly reaches: ReadonlySet<Reach>;
  /** Reads what earlier runs left. */
  readRest(): Promise<void>;
  /** Takes half of one of its reaches; null when nothing is left to take. */
  take(reach: Reach): TakenPart | null;
  /** Pieces that make up the window, ascending; to be asked when nobody reads in it any more. */
  pieces(): Promise<readonly Piece[]>;
}

interface TakenPart {
  readonly reach: Reach;
  read(): Promise<void>;
}

export interface WindowRequest extends PlannedWindow, PieceMaking {
  /** Told after each page. */
  onRead(): void;
  /** Told when its order was seen broken. */
  onDisorder(): void;
}

/** `by`: with which reach; null for one that an earlier run read. */
interface ReadPiece {
  readonly piece: Piece;
  readonly by: Reach | null;
}

interface State {
  readonly reaches: Set<Reach>;
  /** Beginnings of the parts that were taken. */
  readonly cuts: Set<number>;
  pieces: readonly ReadPiece[];
  broken: boolean;
  /** Of what was read for nothing, since the order is broken, by others than who saw it. */
  readonly lost: { pages: number; retries: number };
}

export function shareWindow(deps: WalkDeps, spool: Spool, request: WindowRequest, signal: AbortSignal): SharedWindow {
  const { window, saved } = request;
  const pieces = saved.map((piece) => ({ piece, by: null }));
  const state: State = { reaches: new Set(), cuts: new Set(), pieces, broken: false, lost: { pages: 0, retries: 0 } };
  const read = (reach: Reach) => readReach(deps, spool, { ...request, reach, state }, signal);
  const open = (reach: Reach) => {
    state.reaches.add(reach);
    return reach;
  };
  return {
    reaches: state.reaches,
    take(reach) {
      const part = takeHalf(reach);
      if (part === null) return null;
      state.cuts.add(part.at);
      open(part);
      return { reach: part, read: () => read(part) };
    },
    async readRest() {
      const spans = saved.map(({ reading }) => reading.window);
      const { density, onRead } = request;
      for (const gap of uncovered(window, spans))
        if (!state.broken) await read(open(openReach(gap, { density, onRead })));
    },
    pieces: () => joinPieces(piecesOf(state), state.cuts, spool, signal),
  };
}

async function readReach(
  deps: WalkDeps,
  spool: Spool,
  { reach, state, ...request }: WindowRequest & { readonly reach: Reach; readonly state: State },
  signal: AbortSignal,
): Promise<void> {
  const { window, journal, patience, failedWork, fingerprints } = request;
  const { sinkOf = (_scope, _window, sink) => sink } = request;
  const { scope } = request.planned;
  // It may have been cut again, or be void, before anybody began with it.
  if (reach.void) return;
  const part = { from: reach.at, to: reach.to };
  let startedAt = journal.now();
  const take = async (result: WalkResult<WindowSink>) => {
    startedAt = journal.now();
    const piece = await toPiece(result, spool, signal);
    if (result.ordered && state.broken) return lose(state, result);
    state.pieces = result.ordered ? [...state.pieces, { piece, by: reach }] : [{ piece, by: reach }];
    // What got no answer at all is asked again: a run that an outage ended must not end the same way for ever.
    if (result.refusal === null) journal.add(await pieceRow(scope, piece, deps.isPlanned, signal));
  };
  const sinkRequest = { scope, judgement: request.judgementOf(request.planned), failedWork, fingerprints };
  const openSink = () => sinkOf(scope, window, createWindowSink(sinkRequest, spool, signal));
  const spent = patience.spent(scope);
  if (spent !== null) {
    state.reaches.delete(reach);
    return take(unasked(scope, part, openSink(), spent));
  }
  const onDisorder = () => {
    breakOrder(state, reach);
    journal.add(disorderRow(scope, window));
    request.onDisorder();
  };
  const cuts = { whole: window, take, isDue: () => journal.isDue(startedAt), onDisorder };
  const last = await walkWindow(deps, { scope, window: part, reach, openSink, cuts }, signal);
  state.reaches.delete(reach);
  patience.tell(scope, last.refusal);
  await take(last);
}

/** What was read up to now, and is being read elsewhere, relied on the order of the list. */
function breakOrder(state: State, seenBy: Reach): void {
  state.broken = true;
  for (const { piece, by } of state.pieces) if (by !== null && by !== seenBy) lose(state, piece.reading.walk);
  for (const reach of state.reaches) reach.void = reach !== seenBy;
  state.reaches.clear();
}

function lose({ lost }: State, { counts }: Pick<WalkResult<unknown>, "counts">): void {
  lost.pages += counts.pages;
  lost.retries += counts.retries;
}

/** The line of one chain in the ledger tells what all readings of the window took. */
function piecesOf({ pieces, lost }: State): readonly Piece[] {
  const ascending = pieces.map(({ piece }) => piece).sort((a, b) => a.reading.window.from - b.reading.window.from);
  return ascending.map((piece) => (piece.reading.walk.ordered ? piece : withPages(piece, lost)));
}

function withPages(piece: Piece, { pages, retries }: State["lost"]): Piece {
  const { counts, ...walk } = piece.reading.walk;
  const all = { ...counts, pages: counts.pages + pages, retries: counts.retries + retries };
  return { ...piece, reading: { ...piece.reading, walk: { ...walk, counts: all } } };
}

/** What the place did before is told of what is not asked for. */
function unasked(
  scope: Scope,
  window: Window,
  sink: WindowSink,
  { error }: { readonly error: unknown },
): WalkResult<WindowSink> {
  const piece = { ...startPiece(window, sink), holes: [holeFrom(error, window)] };
  return resultOf(startWalk(scope, piece, { ordered: true, reach: openReach(window) }), sink, error);
}

async function toPiece(
  { sink, window, ...walk }: WalkResult<WindowSink>,
  spool: Spool,
  signal: AbortSignal,
): Promise<Piece & { readonly tally: Tally }> {
  const { tally, groups, ...rows } = await sink.finish();
  const line = await spool.keep(toLine(tallyRow(tally)), signal);
  return { reading: { window, walk, counts: countsOf(tally), tally: line, rows }, tally, groups };
}
