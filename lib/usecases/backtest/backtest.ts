/**
 * What would have fired in a span of nights under other settings: each night is compared anew, by this program, and its
 * incidents are folded from the first night on. Nothing is kept but in a store for that alone.
 */

import { type DueItems, dueItems } from "../../core/alerts/due-items.ts";
import type { Silence } from "../../core/alerts/silence.ts";
import { StoreError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import { foldNight } from "../../core/incidents/fold.ts";
import { subjectKey } from "../../core/incidents/subject.ts";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { LeftOut } from "../../core/schema/diff.ts";
import type { Incidents } from "../../core/schema/incidents.ts";
import type { AlertSubject, Signal, Signals } from "../../core/schema/signals.ts";
import type { SpikeTuning } from "../../core/spikes/spike-tuning.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { Producer } from "../audit/audit-request.ts";
import { diffNight, historyNights } from "../diff/diff-night.ts";
import { readCommittedDiff, readSignals } from "../diff/read-diff.ts";
import { problemIn } from "../report/problem-in.ts";

export interface BacktestDeps {
  readonly store: ReportStore;
  /** Empty, and thrown away behind it. */
  readonly scratch: ReportStore;
  readonly producer: Producer;
}

export interface BacktestRequest {
  readonly family: FamilyName;
  /** Dates; both are meant. */
  readonly from: string;
  readonly to: string;
  readonly alwaysAlert: readonly string[];
  readonly tuning: SpikeTuning;
  readonly repeatNights: number;
  readonly silences: readonly Silence[];
}

export interface ReplayedNight extends DueItems {
  readonly night: string;
  /** The most severe first. */
  readonly fired: readonly Signal[];
  /** What the night's committed diff says; null: it has none, or none that can be read. */
  readonly committed: Difference | null;
}

interface Difference {
  readonly fired: number;
  /** Fired now, and not by the committed diff. */
  readonly added: readonly AlertSubject[];
  /** Fired by the committed diff, and not now. */
  readonly gone: readonly AlertSubject[];
}

export interface Backtest {
  /** The committed nights of the span, the earliest first. */
  readonly nights: readonly ReplayedNight[];
  /** Committed nights that cannot be compared. */
  readonly leftOut: readonly LeftOut[];
}

export async function backtest(deps: BacktestDeps, request: BacktestRequest, signal: AbortSignal): Promise<Backtest> {
  const nights: ReplayedNight[] = [];
  const leftOut: LeftOut[] = [];
  let state: Incidents | null = null;
  for (let night = request.from; night <= request.to; night = shiftNight(night, 1)) {
    const replayed = await replay(deps, { ...request, night }, signal);
    if (replayed === null) continue;
    if ("reason" in replayed) {
      leftOut.push(replayed);
      continue;
    }
    const { family, repeatNights, silences } = request;
    state = foldNight(
      state,
      { family, night, manifest: replayed.manifest, signals: replayed.signals },
      { repeatNights },
    );
    const committed = await differenceOf(deps.store, { family, date: night }, replayed.signals, signal);
    nights.push({ night, fired: replayed.signals.signals, committed, ...dueItems(state, silences) });
  }
  return { nights, leftOut };
}

interface Replayed {
  /** Key of the diff's manifest. */
  readonly manifest: string;
  readonly signals: Signals;
}

/** Null: the night is not committed. */
async function replay(
  { store, scratch: output, producer }: BacktestDeps,
  { family, night, alwaysAlert, tuning }: BacktestRequest & { readonly night: string },
  signal: AbortSignal,
): Promise<Replayed | LeftOut | null> {
  const request = { name: { family, date: night }, historyNights, baseline: null };
  try {
    const made = await diffNight({ store, output, producer, alwaysAlert, tuning }, request, signal);
    if (made === null) return null;
    const signals = await readSignals(output, made.manifest, signal);
    return signals && { manifest: made.commit.manifest, signals };
  } catch (error) {
    if (error instanceof StoreError) return { night, reason: problemIn(store, error) };
    throw error;
  }
}

async function differenceOf(
  store: ReportStore,
  name: NightName,
  now: Signals,
  signal: AbortSignal,
): Promise<Difference | null> {
  const before = await committedSignals(store, name, signal);
  if (before === null) return null;
  return {
    fired: before.signals.length,
    added: subjectsNotIn(now.signals, before.signals),
    gone: subjectsNotIn(before.signals, now.signals),
  };
}

async function committedSignals(store: ReportStore, name: NightName, signal: AbortSignal): Promise<Signals | null> {
  try {
    const diff = await readCommittedDiff(store, name, signal);
    return diff && (await readSignals(store, diff.manifest, signal));
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}

function subjectsNotIn(signals: readonly Signal[], others: readonly Signal[]): readonly AlertSubject[] {
  const known = new Set(others.map(subjectKey));
  return signals
    .filter((each) => !known.has(subjectKey(each)))
    .map(({ severity: _, evidence: __, ...subject }) => subject);
}
