/**
 * The log of one batch of open jobs: what earlier runs learned of it is not asked again, and what this one learns is
 * told to the journal.
 *
 * Batches follow from the plan's inputs, so that a job is known by its place in one; where another file of an earlier
 * night could be read than before, batches are others, and what was saved of them does not count. Outcomes are saved as they were
 * judged, without what is secret in an answer; which calls are made next, and for how long a scope is asked that does
 * not answer, follows from them as it did the first time.
 */

import type { Hole } from "../../core/hole.ts";
import { redactText } from "../../core/redact.ts";
import type { LookedUpRow } from "../../core/schema/progress.ts";
import type { Judged } from "../recheck/judge-again.ts";
import type { KnownJob } from "../recheck/known-job.ts";
import type { Outcome } from "../recheck/outcome.ts";
import type { PendingChunk } from "../recheck/pending-chunks.ts";
import { digestOf } from "./batch-digest.ts";
import type { Journal } from "./journal.ts";
import type { RecheckedRow } from "./run-progress.ts";
import { type PieceSpan, unitePieces } from "./unite-pieces.ts";

type Outcomes = ReadonlyMap<KnownJob, Outcome>;

/** Jobs that a piece of a chunk's span of the list holds still. */
export interface RewalkedPiece extends PieceSpan {
  readonly outcomes: Outcomes;
}

export interface BatchLog {
  readonly journal: Journal;
  /** What counts of a chunk's span: ascending, without an overlap. */
  rewalked(chunk: PendingChunk): readonly RewalkedPiece[];
  /** Null unless all of them were looked up. */
  lookedUp(jobs: readonly KnownJob[]): Outcomes | null;
  addRewalked(chunk: PendingChunk, piece: RewalkedPiece): void;
  addLookedUp(outcomes: Outcomes): void;
}

export interface BatchLogRequest {
  readonly journal: Journal;
  readonly batch: number;
  readonly chunks: readonly PendingChunk[];
  /** What earlier runs learned of the batch. */
  readonly saved: readonly RecheckedRow[];
  judge(chunk: PendingChunk, known: KnownJob, outcome: Outcome): Judged;
}

const version = { schema: "job-audit/progress/v1" } as const;

export function createBatchLog({ journal, batch, chunks, saved, judge }: BatchLogRequest): BatchLog {
  const digest = digestOf(chunks);
  const ofBatch = saved.filter((row) => row.digest === digest);
  const jobs = chunks.flatMap((chunk) => chunk.jobs.map((known) => ({ chunk, known })));
  const positions = new Map(jobs.map((job, position) => [job.known, { ...job, position }]));
  const told = (rows: readonly JudgedRow[]) =>
    rows.flatMap(({ job, ...judged }) => outcomeOf(jobs[job]?.known, { kind: "told", judged }));
  const failed = (rows: LookedUpRow["failed"]) =>
    rows.flatMap(({ job, ...outcome }) => outcomeOf(jobs[job]?.known, { kind: "failed", ...outcome }));
  const lookedUp = ofBatch.filter((row) => row.kind === "looked-up");
  const settled = new Map(lookedUp.flatMap((row) => [...told(row.judged), ...failed(row.failed)]));
  const toRows = (outcomes: Outcomes) => {
    const rows = { judged: [] as JudgedRow[], failed: [] as LookedUpRow["failed"] };
    for (const [known, outcome] of outcomes) {
      const place = positions.get(known);
      if (place === undefined) continue;
      const job = place.position;
      if (outcome.kind === "failed") rows.failed.push({ job, hole: clean(outcome.hole), outage: outcome.outage });
      else rows.judged.push({ job, ...judge(place.chunk, known, outcome) });
    }
    return rows;
  };
  return {
    journal,
    rewalked(chunk) {
      const index = chunks.indexOf(chunk);
      const rows = ofBatch.filter((row) => row.kind === "rewalked").filter((row) => row.chunk === index);
      return unitePieces(
        chunk.window,
        rows.map(({ judged, ...row }) => ({ ...row, outcomes: new Map(told(judged)) })),
      );
    },
    lookedUp: (asked) => pickAll(settled, asked),
    addRewalked(chunk, { from, to, ordered, outcomes }) {
      const { judged } = toRows(outcomes);
      const place = { batch, digest, chunk: chunks.indexOf(chunk) };
      journal.add({ ...version, kind: "rewalked", ...place, from, to, ordered, judged });
    },
    addLookedUp: (outcomes) => journal.add({ ...version, kind: "looked-up", batch, digest, ...toRows(outcomes) }),
  };
}

type JudgedRow = LookedUpRow["judged"][number];

function outcomeOf(known: KnownJob | undefined, outcome: Outcome): [KnownJob, Outcome][] {
  return known === undefined ? [] : [[known, outcome]];
}

function pickAll(settled: Outcomes, jobs: readonly KnownJob[]): Outcomes | null {
  const picked = new Map<KnownJob, Outcome>();
  for (const known of jobs) {
    const outcome = settled.get(known);
    if (outcome === undefined) return null;
    picked.set(known, outcome);
  }
  return picked;
}

function clean(hole: Hole): Hole {
  return { ...hole, detail: redactText(hole.detail) };
}
