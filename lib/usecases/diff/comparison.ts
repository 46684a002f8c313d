/** What a night is compared with: the committed nights before it, each asked for by its key. */

import pMap from "p-map";
import { type ComparedScope, comparedScopes } from "../../core/diff/compared-scopes.ts";
import { StoreError } from "../../core/errors.ts";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import { compareText } from "../../core/order.ts";
import type { LeftOut } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type CommittedNight, readCommittedNight } from "../report/read-commit.ts";
import { findSources, type SeriesSource, seriesNights } from "../series/series-sources.ts";
import { leftOutFor } from "./damaged-night.ts";

export interface DiffRequest {
  readonly name: NightName;
  /** How many nights back are looked into; those that are not committed count too. */
  readonly historyNights: number;
  /** A night chosen by hand: it is then the whole history, and the baseline of every scope that it lists. */
  readonly baseline: string | null;
}

export interface Comparison {
  readonly night: CommittedNight;
  /** Whether the night that it is compared with was chosen by hand. */
  readonly chosen: boolean;
  /** Newest first. */
  readonly history: readonly CommittedNight[];
  /** Nights whose rates are looked at as well, further back than the history. Newest first; none of a chosen one. */
  readonly series: readonly SeriesSource[];
  /** Nights that should be in the history or the series, and cannot be read. Newest first. */
  readonly leftOut: readonly LeftOut[];
  /** In the order of scopes. */
  readonly scopes: readonly ComparedScope[];
}

const nightsAtOnce = 8;

/** Throws `StoreError` when a baseline that was chosen by hand is not committed, or cannot be read. */
export async function readComparison(
  store: ReportStore,
  night: CommittedNight,
  request: DiffRequest,
  signal: AbortSignal,
): Promise<Comparison> {
  const { baseline, name } = request;
  if (baseline === null) return withScopes({ night, ...(await readEarlier(store, request, signal)) }, false);
  const chosen = await readChosen(store, { ...name, date: baseline }, signal);
  return withScopes({ night, history: [chosen], series: [], leftOut: [] }, true);
}

type ComparedNights = Omit<Comparison, "scopes" | "chosen">;

function withScopes(compared: ComparedNights, chosen: boolean): Comparison {
  const nights = compared.history.map(({ manifest }) => manifest);
  return { ...compared, chosen, scopes: comparedScopes(compared.night.manifest, { nights, chosen }) };
}

/** The same comparison without a night of its history. Not of a night that was chosen by hand. */
export function leaveOut({ night, history, series, leftOut }: Comparison, left: LeftOut): Comparison {
  const readable = {
    history: history.filter(({ manifest }) => manifest.night !== left.night),
    series: series.filter(({ commit }) => commit.night !== left.night),
  };
  return withScopes({ night, ...readable, leftOut: [...leftOut, left].sort(newestFirst) }, false);
}

function newestFirst(a: LeftOut, b: LeftOut): number {
  return compareText(b.night, a.night);
}

async function readEarlier(
  store: ReportStore,
  request: DiffRequest,
  signal: AbortSignal,
): Promise<Pick<Comparison, "history" | "series" | "leftOut">> {
  const { name, historyNights: nights } = request;
  const { history, leftOut } = await readHistory(store, request, signal);
  const known = { nights, sources: history, leftOut };
  const series = await findSources(store, { name, nights: Math.max(nights, seriesNights), known }, signal);
  const older = series.leftOut.filter(({ night }) => !leftOut.some((each) => each.night === night));
  return { history, series: series.sources, leftOut: [...leftOut, ...older].sort(newestFirst) };
}

async function readHistory(
  store: ReportStore,
  { name, historyNights }: DiffRequest,
  signal: AbortSignal,
): Promise<Pick<Comparison, "history" | "leftOut">> {
  const dates = Array.from({ length: historyNights }, (_, index) => shiftNight(name.date, -1 - index));
  const leftOut: LeftOut[] = [];
  const read = async (date: string) => {
    try {
      return await readCommittedNight(store, { family: name.family, date }, signal);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      leftOut.push(leftOutFor(date, error, store));
      return null;
    }
  };
  const nights = await pMap(dates, read, { concurrency: nightsAtOnce });
  return { history: nights.filter((night) => night !== null), leftOut: leftOut.sort(newestFirst) };
}

async function readChosen(store: ReportStore, name: NightName, signal: AbortSignal): Promise<CommittedNight> {
  const chosen = await readCommittedNight(store, name, signal);
  if (chosen !== null) return chosen;
  throw new StoreError(
    `Cannot compare with ${name.date}: no such night of ${name.family} is committed in ${store.location}. ` +
      "Choose a night that was audited, or none to compare with the newest complete one.",
  );
}

/** Names of the nights that it is compared with, newest first. */
export function historyNames({ history }: Comparison): readonly string[] {
  return history.map(({ manifest }) => manifest.night);
}

/** Name of a scope's baseline; null: there is none. */
export function baselineName({ history }: Comparison, { baseline }: ComparedScope): string | null {
  return baseline === null ? null : (history[baseline]?.manifest.night ?? null);
}

/** Each night that is some scope's baseline, newest first, with those scopes. */
export function baselinesOf({ history, scopes }: Comparison): readonly Baseline[] {
  return history
    .map((night, index) => ({ night, scopes: scopes.filter(({ baseline }) => baseline === index) }))
    .filter(({ scopes }) => scopes.length > 0);
}

export interface Baseline {
  readonly night: CommittedNight;
  readonly scopes: readonly ComparedScope[];
}
