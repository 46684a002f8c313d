/**
 * A store that is not asked for diffs of nights that were not there when a later night was compared with them: what a run
 * has looked for once, it does not look for again. A night that is committed meanwhile makes that diff be made anew.
 */

import { diffCommitKey } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { DiffManifest } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { historyNights } from "../diff/diff-night.ts";
import { seriesNights } from "../series/series-sources.ts";

/** `diff` is of a night that was compared by this run, with as many nights as there are. */
export function withoutAbsent(store: ReportStore, diff: DiffManifest): ReportStore {
  const { family, night, history, series, leftOut, tuning } = diff;
  const present = new Set([...history, ...series, ...leftOut].map((each) => each.night));
  // No series was looked for where no rates were judged.
  const nights = tuning === null ? historyNights : seriesNights;
  const dates = Array.from({ length: nights }, (_, index) => shiftNight(night, -1 - index));
  const absent = new Set(dates.filter((date) => !present.has(date)).map((date) => diffCommitKey({ family, date }, 1)));
  return { ...store, get: async (key, signal) => (absent.has(key) ? null : store.get(key, signal)) };
}
