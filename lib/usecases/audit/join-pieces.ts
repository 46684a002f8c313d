/**
 * Pieces of a window as the ledger tells of them: what was cut only because a worker was idle is one piece again. Where
 * such cuts fell depends on how fast answers came, and nothing that reads a ledger later is to depend on that.
 */

import { addTally, countsOf, emptyTally } from "../../core/tally.ts";
import { tallyRow } from "../../core/tally-row.ts";
import { type Piece, tallyOf } from "../progress/saved-piece.ts";
import { toLine } from "../report/line-runs.ts";
import type { Spool } from "../report/spool.ts";
import { addCounts } from "../walk/window-walk.ts";
import type { WindowReading } from "./walk-scopes.ts";

/** `pieces` ascending; one that begins at a cut goes with the one before it, if this run read both. */
export async function joinPieces(
  pieces: readonly Piece[],
  cuts: ReadonlySet<number>,
  spool: Spool,
  signal: AbortSignal,
): Promise<readonly Piece[]> {
  const joined: Piece[] = [];
  for (const group of groupsOf(pieces, cuts)) {
    const [first, second] = group;
    if (first !== undefined) joined.push(second === undefined ? first : await join(first, group, spool, signal));
  }
  return joined;
}

function groupsOf(pieces: readonly Piece[], cuts: ReadonlySet<number>): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [];
  let isOwn = false;
  for (const piece of pieces) {
    const { window, takenUp = false } = piece.reading;
    if (isOwn && !takenUp && cuts.has(window.from)) groups.at(-1)?.push(piece);
    else groups.push([piece]);
    isOwn = !takenUp;
  }
  return groups;
}

async function join(first: Piece, pieces: readonly Piece[], spool: Spool, signal: AbortSignal): Promise<Piece> {
  const tally = emptyTally();
  for (const piece of pieces) addTally(tally, await tallyOf(piece, signal));
  const readings = pieces.map(({ reading }) => reading);
  const rowsOf = (of: keyof WindowReading["rows"]) => readings.flatMap(({ rows }) => rows[of]);
  const reading: WindowReading = {
    window: { from: first.reading.window.from, to: Math.max(...readings.map(({ window }) => window.to)) },
    walk: joinWalks(readings),
    counts: countsOf(tally),
    tally: await spool.keep(toLine(tallyRow(tally)), signal),
    rows: { findings: rowsOf("findings"), open: rowsOf("open"), recoveries: rowsOf("recoveries") },
  };
  return { reading, tally, groups: pieces.flatMap(({ groups }) => groups) };
}

function joinWalks(readings: readonly WindowReading[]): WindowReading["walk"] {
  const walks = readings.map(({ walk }) => walk);
  const refusals = walks.map(({ refusal }) => refusal);
  return {
    ordered: true,
    refusal: refusals.includes(null) ? null : refusals[0],
    counts: walks.map(({ counts }) => counts).reduce(addCounts),
    holes: walks.flatMap(({ holes }) => holes),
    foreignScopes: new Set(walks.flatMap(({ foreignScopes }) => [...foreignScopes])),
  };
}
