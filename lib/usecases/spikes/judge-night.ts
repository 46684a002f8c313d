/** Judges a night by its series: what of the series is missing is made from the reports and kept. */

import pMap from "p-map";
import { judgeNight as judge, type NightJudgement } from "../../core/spikes/night-judgement.ts";
import type { SpikeTuning } from "../../core/spikes/spike-tuning.ts";
import { type Comparison, historyNames } from "../diff/comparison.ts";
import { readOfNight } from "../diff/damaged-night.ts";
import { readSeriesNight, type SeriesStores } from "../series/series-file.ts";

const atOnce = 8;

interface JudgeDeps extends SeriesStores {
  /** Codes that are always told; none unless given. */
  readonly alwaysAlert?: readonly string[];
  readonly tuning?: Partial<SpikeTuning>;
}

/** Throws `DamagedNightError` for a night of the series that has to be made and whose report cannot be believed. */
export async function judgeNight(
  { alwaysAlert = [], tuning = {}, ...stores }: JudgeDeps,
  comparison: Comparison,
  signal: AbortSignal,
): Promise<NightJudgement> {
  const night = await readSeriesNight(stores, comparison.night, signal);
  const series = await pMap(
    comparison.series,
    (source) => readOfNight(source.commit.night, readSeriesNight(stores, source, signal)),
    { concurrency: atOnce },
  );
  return judge({ night, series, groupNights: historyNames(comparison) }, { alwaysAlert, tuning });
}
