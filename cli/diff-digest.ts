/** The lines of a diff, read once: the first few of each kind, and how many got worse of what. */

import type { DiffManifest } from "../lib/core/schema/diff.ts";
import type {
  CarriedChange,
  CoverageChange,
  DriftChange,
  DurationChange,
  GroupChange,
  InputChange,
  QueueChangeRow,
  RateChange,
  Regression,
  SlowChange,
  SpikeChange,
} from "../lib/core/schema/regression.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readRegressions } from "../lib/usecases/diff/read-diff.ts";
import {
  compareCarried,
  compareCoverage,
  compareDrifts,
  compareDurations,
  compareGroups,
  compareInputs,
  compareQueues,
  compareRates,
  compareSlow,
  compareSpikes,
  hasMoved,
  hasTurned,
} from "./diff-order.ts";
import { createTopRows, type TopRows } from "./top-rows.ts";

export interface DiffDigest {
  readonly group: TopRows<GroupChange>;
  readonly carried: TopRows<CarriedChange>;
  readonly input: TopRows<InputChange>;
  readonly spike: TopRows<SpikeChange>;
  readonly drift: TopRows<DriftChange>;
  readonly slow: TopRows<SlowChange>;
  readonly rate: TopRows<RateChange>;
  readonly duration: TopRows<DurationChange>;
  readonly queue: TopRows<QueueChangeRow>;
  readonly coverage: TopRows<CoverageChange>;
  readonly worse: WorseCounts;
}

/** How much got worse, by kind and what became of it: `group new`, `queue paused`. Of carried jobs, how many. */
export type WorseCounts = ReadonlyMap<string, number>;

/** How many lines of a kind are kept: few are read at breakfast. */
const few = {
  group: 10,
  carried: 10,
  input: 5,
  spike: 10,
  drift: 5,
  slow: 5,
  rate: 5,
  duration: 5,
  queue: 10,
  coverage: 10,
};
/** Inputs can be as many as jobs; nobody reads more than this in a terminal. */
const mostOfAll = 10_000;

export async function digestDiff(
  store: ReportStore,
  manifest: DiffManifest,
  all: boolean,
  signal: AbortSignal,
): Promise<DiffDigest> {
  const worse = new Map<string, number>();
  const digest = { ...emptyDigest(all), worse };
  for await (const row of readRegressions(store, manifest, signal)) {
    if (all || row.worse || isTold(row)) addRow(digest, row);
    if (!row.worse) continue;
    const key = `${row.kind} ${becameOf(row)}`;
    worse.set(key, (worse.get(key) ?? 0) + (row.kind === "carried" ? row.jobs : 1));
  }
  return digest;
}

function emptyDigest(all: boolean): Omit<DiffDigest, "worse"> {
  const most = (count: number) => (all ? mostOfAll : count);
  return {
    group: createTopRows(most(few.group), compareGroups),
    carried: createTopRows(most(few.carried), compareCarried),
    input: createTopRows(most(few.input), compareInputs),
    spike: createTopRows(most(few.spike), compareSpikes),
    drift: createTopRows(most(few.drift), compareDrifts),
    slow: createTopRows(most(few.slow), compareSlow),
    rate: createTopRows(most(few.rate), compareRates),
    duration: createTopRows(most(few.duration), compareDurations),
    queue: createTopRows(most(few.queue), compareQueues),
    coverage: createTopRows(most(few.coverage), compareCoverage),
  };
}

/** What is as it was is left out, unless all is asked for. */
function isTold(row: Regression): boolean {
  if (row.kind === "group") return row.baselineState !== "unchanged";
  if (row.kind === "drift" || row.kind === "slow") return false;
  if (row.kind === "rate") return hasTurned(row);
  if (row.kind === "duration") return hasMoved(row);
  return row.kind !== "coverage" || row.after !== "complete" || row.before !== "complete";
}

function addRow(digest: DiffDigest, row: Regression): void {
  switch (row.kind) {
    case "group":
      digest.group.add(row);
      break;
    case "carried":
      digest.carried.add(row);
      break;
    case "input":
      digest.input.add(row);
      break;
    case "spike":
      digest.spike.add(row);
      break;
    case "drift":
      digest.drift.add(row);
      break;
    case "slow":
      digest.slow.add(row);
      break;
    case "rate":
      digest.rate.add(row);
      break;
    case "duration":
      digest.duration.add(row);
      break;
    case "queue":
      digest.queue.add(row);
      break;
    case "coverage":
      digest.coverage.add(row);
      break;
  }
}

function becameOf(row: Regression): string {
  switch (row.kind) {
    case "group":
      return row.baselineState;
    case "carried":
    case "input":
      return row.outcome;
    case "spike":
    case "drift":
      return row.kind;
    case "slow":
      return row.phase;
    case "rate":
      return "rose";
    case "duration":
      return row.phase;
    case "queue":
      return row.change;
    case "coverage":
      return row.after;
  }
}
