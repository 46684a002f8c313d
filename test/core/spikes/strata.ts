/** Strata for tests, whose nights are given as failed and ended jobs, the newest first. */

import { shiftNight } from "../../../lib/core/night.ts";
import type { SeriesScope } from "../../../lib/core/schema/series.ts";
import { judgeRates } from "../../../lib/core/spikes/judge-rates.ts";
import type { IndexedNight } from "../../../lib/core/spikes/rate-strata.ts";
import type { JudgedRate, NightRate, RateOptions, Stratum } from "../../../lib/core/spikes/stratum.ts";
import { aSeriesScope } from "./a-series.ts";

export const night = "2026-11-21";

export type Pair = readonly [failed: number, ended: number];

/** From the night before on. */
export function nightsOf(pairs: readonly Pair[]): readonly NightRate[] {
  return pairs.map(([failed, ended], index) => ({
    night: shiftNight(night, -1 - index),
    failed,
    ended,
    usable: true,
    alerted: false,
  }));
}

export function stratum([failed, ended]: Pair, history: readonly Pair[], change: Partial<Stratum> = {}): Stratum {
  return { key: "a", now: { failed, ended }, complete: true, history: nightsOf(history), ...change };
}

export function times(count: number, pair: Pair): readonly Pair[] {
  return Array.from({ length: count }, () => pair);
}

export const week = times(7, [10, 1_000]);

/** By itself, on the night. */
export function judge(of: Stratum, options: Partial<RateOptions> = {}): JudgedRate {
  const [judged] = judgeRates([of], { night, ...options });
  if (judged === undefined) throw new Error("one stratum, one verdict");
  return judged;
}

/** Nights of scopes without operations, the newest first; `usable` says whether a night was read whole. */
export function indexedNights(
  series: readonly { readonly key: string; readonly nights: readonly NightRate[] }[],
): readonly IndexedNight[] {
  const names = [...new Set(series.flatMap(({ nights }) => nights.map((rate) => rate.night)))].sort().reverse();
  const nights = new Map(names.map((of) => [of, { night: of, scopes: new Map<string, SeriesScope>() }]));
  for (const { key, nights: rates } of series)
    for (const { night: of, failed, ended, usable } of rates)
      nights.get(of)?.scopes.set(key, aSeriesScope(key, { failed, ended, complete: usable }));
  return [...nights.values()];
}
