/**
 * The progress of a run: what earlier runs with the same id left, and the journal of this one.
 *
 * The id of a run follows from its plan, inputs and settings, so whoever finds progress under it may go on with it.
 * Discovery is saved first: without it nothing that was saved counts, and of runs that race only one whose discovery is
 * the saved one saves anything. One that cannot be read, or is of another version, does not count, nor do the checkpoints
 * that belong to it; the next number is then claimed.
 *
 * Of a run that was spread over shards, what these read counts as well: each has a lane of checkpoints to itself.
 */

import { discoveryKey, type Lane } from "../../core/key.ts";
import type {
  CheckpointRow,
  DisorderRow,
  LookedUpRow,
  PieceRow,
  RetriedRow,
  RewalkedRow,
} from "../../core/schema/progress.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Events } from "../../ports/events.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import type { Discovery } from "../discover/discovery.ts";
import { lanesOf, type ReadFanOut, readFanOuts } from "../fan-out/read-fan-outs.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { createJournal, type Journal, noJournal } from "./journal.ts";
import { getOrNull, readCheckpoint, readCheckpoints } from "./read-checkpoints.ts";
import { packDiscovery, unpackDiscovery } from "./saved-discovery.ts";

export interface RunProgress {
  /** What the first of the runs discovered; null when none saved it. */
  readonly discovery: Discovery | null;
  /** How often the run was spread over shards, in that order. */
  readonly fanOuts: readonly ReadFanOut[];
  readonly journal: Journal;
  /** How this run was spread by this instance. */
  fannedOut(fanOut: ReadFanOut): void;
  /** What this run discovered itself, to be saved with its first checkpoint. */
  discovered(discovery: Discovery): void;
  /** Saves what was discovered, unless that was done. The discovery's number; null: a run that races this one was first. */
  begin(): Promise<number | null>;
  /**
   * Gives the pieces, and where order is broken, in the order in which they were saved; to be called once, before anything else is read.
   * Returns when the last checkpoint was written, null when there is none.
   */
  readPieces(take: (row: PieceRow | DisorderRow) => Promise<void>): Promise<number | null>;
  /** What was learned of a batch of open jobs, in the order in which it was saved. */
  rechecked(batch: number): Promise<readonly RecheckedRow[]>;
}

export type RecheckedRow = LookedUpRow | RetriedRow | RewalkedRow;

/** For who keeps no progress. */
export const noProgress: RunProgress = {
  discovery: null,
  fanOuts: [],
  journal: noJournal,
  fannedOut: () => {},
  discovered: () => {},
  begin: async () => null,
  readPieces: async () => null,
  rechecked: async () => [],
};

export interface ProgressDeps {
  readonly store: ReportStore;
  readonly clock: Clock;
  readonly events?: Events;
  /** Of a shard: it takes up and saves what belongs there. Without one, everything is taken up. */
  readonly lane?: Lane;
}

/** Half the age at which work/ may go: spooled lines that a checkpoint names are there as long as it counts. */
const maxAgeMs = 24 * 3_600_000;

export async function openProgress(
  { store, clock, events, lane }: ProgressDeps,
  plan: Pick<NightPlan, "runId" | "name">,
  signal: AbortSignal,
): Promise<RunProgress> {
  const { runId } = plan;
  const { saved, number } = await findDiscovery(store, runId, signal);
  let begun = saved !== null;
  let own: Discovery | null = null;
  const next = { discovery: number, number: 1 };
  const fanOuts = saved === null ? [] : [...(await readFanOuts(store, { runId, discovery: number }, signal))];
  const series = { runId, discovery: number, lane: lane ?? null };
  const isCounted = ({ savedAt }: Checkpoint) => savedAt >= clock.now() - maxAgeMs;
  const begin = async (writeSignal: AbortSignal) => {
    if (begun || own === null) return begun;
    const packed = packDiscovery(plan, own);
    for (; ; next.discovery += 1) {
      const claim = await store.claim(discoveryKey(runId, next.discovery), packed, writeSignal);
      begun = claim.won;
      if (claim.won || unpackDiscovery(runId, claim.winner) !== null) return begun;
    }
  };
  const batches = new Map<number, number[]>();
  return {
    discovery: saved,
    fanOuts,
    journal: createJournal({ store, clock, events, runId, next, lane: lane ?? null, begin }, signal),
    fannedOut: (fanOut) => void fanOuts.push(fanOut),
    discovered: (discovery) => {
      own = discovery;
    },
    begin: async () => ((await begin(signal)) ? next.discovery : null),
    async readPieces(take) {
      if (saved === null) return null;
      let savedAt: number | null = null;
      const takeUp = async (checkpoint: Checkpoint) => {
        savedAt = Math.max(savedAt ?? 0, checkpoint.savedAt);
        for (const row of checkpoint.rows) if (!isRechecked(row)) await take(row);
      };
      for await (const { number, checkpoint } of readCheckpoints(store, series, signal)) {
        next.number = number + 1;
        if (checkpoint === null || !isCounted(checkpoint)) continue;
        for (const batch of batchesIn(checkpoint.rows)) batches.set(batch, [...(batches.get(batch) ?? []), number]);
        await takeUp(checkpoint);
      }
      for (const other of lane === undefined ? lanesOf(fanOuts) : []) {
        for await (const { checkpoint } of readCheckpoints(store, { ...series, lane: other }, signal))
          if (checkpoint !== null && isCounted(checkpoint)) await takeUp(checkpoint);
      }
      return savedAt;
    },
    async rechecked(batch) {
      const rows: RecheckedRow[] = [];
      for (const number of batches.get(batch) ?? []) {
        const checkpoint = await readCheckpoint(store, series, number, signal);
        rows.push(...(checkpoint?.rows ?? []).filter(isRechecked).filter((row) => row.batch === batch));
      }
      return rows;
    },
  };
}

/** The first one that counts; else the number of the next. */
export async function findDiscovery(
  store: ReportStore,
  runId: string,
  signal: AbortSignal,
): Promise<{ readonly saved: Discovery | null; readonly number: number }> {
  for (let number = 1; ; number += 1) {
    const packed = await getOrNull(store, discoveryKey(runId, number), signal);
    const saved = packed && unpackDiscovery(runId, packed);
    if (packed === null || saved !== null) return { saved, number };
  }
}

function isRechecked(row: CheckpointRow): row is RecheckedRow {
  return row.kind === "looked-up" || row.kind === "retried" || row.kind === "rewalked";
}

function batchesIn(rows: readonly CheckpointRow[]): ReadonlySet<number> {
  return new Set(rows.filter(isRechecked).map(({ batch }) => batch));
}
