/**
 * Pieces: spans of a scope that were read whole, as they are saved and as they are taken up again.
 *
 * One whose spooled lines are gone, or were changed, is as good as never read.
 */

import pMap from "p-map";
import { redactText } from "../../core/redact.ts";
import type { DisorderRow, PieceRow, SavedRun } from "../../core/schema/progress.ts";
import type { TallyRow } from "../../core/schema/tally.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { countsOf, type Tally } from "../../core/tally.ts";
import { tallyFromRow, tallyRow } from "../../core/tally-row.ts";
import type { Window } from "../../core/window.ts";
import type { WindowReading } from "../audit/walk-scopes.ts";
import { toLine } from "../report/line-runs.ts";
import type { SortedRuns } from "../report/merge-runs.ts";
import type { Run, Spool } from "../report/spool.ts";
import type { RunProgress } from "./run-progress.ts";

export interface Piece {
  readonly reading: WindowReading;
  /** Null for one that was taken up: its line is read back when it is added up, so that many take no room. */
  readonly tally: Tally | null;
  readonly groups: readonly SortedRuns[];
}

/** Pieces that earlier runs left, by the keys of their scopes, in the order in which they were saved. */
export interface SavedPieces {
  readonly of: ReadonlyMap<string, readonly Piece[]>;
  /** Keys of scopes whose order was seen broken. */
  readonly disordered: ReadonlySet<string>;
  /** When the last checkpoint was written; null when there is none. */
  readonly savedAt: number | null;
}

/** Of a piece's spooled lines, each of which is asked for to see whether it is there. */
const concurrency = 8;

/** For who takes nothing up. */
export const noPieces: SavedPieces = { of: new Map(), disordered: new Set(), savedAt: null };

/** Of jobs of other scopes only those that are planned are heeded: what else was listed is a hole. */
export async function pieceRow(
  scope: Scope,
  { reading, tally, groups }: Piece & { readonly tally: Tally },
  isPlanned: (key: string) => boolean,
  signal: AbortSignal,
): Promise<PieceRow> {
  const { window, walk, rows } = reading;
  const save = (runs: readonly Run[]) => Promise.all(runs.map((run) => saveRun(run, signal)));
  return {
    schema: "job-audit/progress/v1",
    kind: "piece",
    ...scope,
    ...window,
    ordered: walk.ordered,
    counts: walk.counts,
    holes: walk.holes.map((hole) => ({ ...hole, detail: redactText(hole.detail) })),
    foreignScopes: [...walk.foreignScopes].filter(isPlanned),
    tally: tallyRow(tally),
    findings: await save(rows.findings),
    open: await save(rows.open),
    recoveries: await save(rows.recoveries),
    groups: await Promise.all(groups.map(save)),
  };
}

export async function loadPieces(progress: RunProgress, spool: Spool, signal: AbortSignal): Promise<SavedPieces> {
  const of = new Map<string, Piece[]>();
  const disordered = new Set<string>();
  const savedAt = await progress.readPieces(async (row) => {
    const key = scopeKey(row);
    if (row.kind === "disorder" || !row.ordered) disordered.add(key);
    const piece = row.kind === "piece" ? await pieceFromRow(row, spool, signal) : null;
    const pieces = of.get(key) ?? [];
    if (piece !== null) of.set(key, pieces);
    if (piece !== null) pieces.push(piece);
  });
  return { of, disordered, savedAt };
}

export function disorderRow({ family, region, bucket, queueId, tag }: Scope, { from, to }: Window): DisorderRow {
  const scope = { family, region, bucket, queueId, tag };
  return { schema: "job-audit/progress/v1", kind: "disorder", ...scope, from, to };
}

/** What the piece counted. */
export async function tallyOf({ tally, reading }: Piece, signal: AbortSignal): Promise<Tally> {
  if (tally !== null) return tally;
  const row: TallyRow = JSON.parse((await reading.tally.read(signal)).toString("utf8"));
  return tallyFromRow(row);
}

async function saveRun(run: Run, signal: AbortSignal): Promise<SavedRun> {
  return run.key === undefined ? { lines: (await run.read(signal)).toString("utf8") } : { key: run.key };
}

/** Null where lines that it names are not there. */
async function pieceFromRow(row: PieceRow, spool: Spool, signal: AbortSignal): Promise<Piece | null> {
  const kept = await keptRuns(row, spool, signal);
  if (kept === null) return null;
  const load = async (saved: readonly SavedRun[]) => {
    const runs: Run[] = [];
    for (const run of saved)
      runs.push("lines" in run ? await spool.keep(Buffer.from(run.lines), signal) : (kept.get(run.key) as Run));
    return runs;
  };
  const { from, to, ordered, counts, holes, foreignScopes } = row;
  const groups: Run[][] = [];
  for (const list of row.groups) groups.push(await load(list));
  const reading = {
    window: { from, to },
    walk: { ordered, counts, holes, foreignScopes: new Set(foreignScopes), refusal: null },
    counts: countsOf(tallyFromRow(row.tally)),
    tally: await spool.keep(toLine(row.tally), signal),
    rows: {
      findings: await load(row.findings),
      open: await load(row.open),
      recoveries: await load(row.recoveries),
    },
    takenUp: true,
  };
  return { reading, tally: null, groups };
}

/** The runs that lie in the store, by their keys; null where one of them is gone. */
async function keptRuns(row: PieceRow, spool: Spool, signal: AbortSignal): Promise<ReadonlyMap<string, Run> | null> {
  const saved = [row.findings, row.open, row.recoveries, ...row.groups].flat();
  const keys = saved.flatMap((run) => ("key" in run ? run.key : []));
  const found = await pMap(keys, (key) => spool.kept(key, signal), { concurrency, signal });
  const runs = new Map(found.flatMap((run) => (run?.key === undefined ? [] : [[run.key, run] as const])));
  return found.includes(null) ? null : runs;
}
