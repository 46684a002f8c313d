/**
 * Walks a planned window: what earlier runs left of it is taken as it is, the rest is read, and every piece of that is
 * told to the journal as soon as it is whole. Of a place that does not answer nothing is read: that is a hole, and no
 * news for the journal.
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
import { resultOf, type WalkResult } from "../walk/walk-result.ts";
import { walkWindow } from "../walk/walk-window.ts";
import { startPiece, startWalk, type WalkDeps } from "../walk/window-walk.ts";
import type { WalkPatience } from "./walk-patience.ts";

export interface PlannedWindow {
  readonly planned: PlannedScope;
  readonly window: Window;
  /** United: ascending, inside the window, without an overlap. */
  readonly saved: readonly Piece[];
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

/** Pieces that make up the window, ascending. */
export async function walkPlanned(
  deps: WalkDeps,
  spool: Spool,
  request: PlannedWindow & PieceMaking,
  signal: AbortSignal,
): Promise<readonly Piece[]> {
  const { window, saved } = request;
  const pieces = [...saved];
  for (const gap of uncovered(
    window,
    saved.map(({ reading }) => reading.window),
  )) {
    const walked = await walkGap(deps, spool, { ...request, gap }, signal);
    const [last] = walked.slice(-1);
    if (last?.reading.walk.ordered === false) return [last];
    pieces.push(...walked);
  }
  return pieces.sort((a, b) => a.reading.window.from - b.reading.window.from);
}

/** Pieces of the gap; or, where the order is broken, the one piece that is the whole window, behind what is void. */
async function walkGap(
  deps: WalkDeps,
  spool: Spool,
  { gap, ...request }: PlannedWindow & PieceMaking & { readonly gap: Window },
  signal: AbortSignal,
): Promise<readonly Piece[]> {
  const { planned, window, journal, patience, failedWork, fingerprints } = request;
  const { sinkOf = (_scope, _window, sink) => sink } = request;
  const { scope } = planned;
  const judgement = request.judgementOf(planned);
  const pieces: Piece[] = [];
  let startedAt = journal.now();
  const take = async (result: WalkResult<WindowSink>) => {
    startedAt = journal.now();
    const piece = await toPiece(result, spool, signal);
    pieces.push(piece);
    // What got no answer at all is asked again: a run that an outage ended must not end the same way for ever.
    if (result.refusal === null) journal.add(await pieceRow(scope, piece, deps.isPlanned, signal));
  };
  const sinkRequest = { scope, judgement, failedWork, fingerprints };
  const openSink = () => sinkOf(scope, window, createWindowSink(sinkRequest, spool, signal));
  const isDue = () => journal.isDue(startedAt);
  const onDisorder = () => journal.add(disorderRow(scope, window));
  const cuts = { whole: window, take, isDue, onDisorder };
  const spent = patience.spent(scope);
  if (spent !== null) {
    await take(unasked(scope, gap, openSink(), spent));
    return pieces;
  }
  const last = await walkWindow(deps, { scope, window: gap, openSink, cuts }, signal);
  patience.tell(scope, last.refusal);
  await take(last);
  return pieces;
}

/** What the place did before is told of what is not asked for. */
function unasked(
  scope: Scope,
  window: Window,
  sink: WindowSink,
  { error }: { readonly error: unknown },
): WalkResult<WindowSink> {
  const piece = { ...startPiece(window, sink), holes: [holeFrom(error, window)] };
  return resultOf(startWalk(scope, piece, true), sink, error);
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
