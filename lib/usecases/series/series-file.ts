/**
 * The file that a night in short is kept in. Its key names the manifest that it is made of, so that it is right or
 * damaged, never old; one that is missing or damaged is made again from the report.
 */

import { type NightName, seriesNightKey } from "../../core/key.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { type SeriesNight, seriesNightSchema } from "../../core/schema/series.ts";
import { seriesNightOf } from "../../core/spikes/series-night.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toLine } from "../report/line-runs.ts";
import { readManifest } from "../report/read-commit.ts";
import { readSummary } from "../report/read-rows.ts";
import type { SeriesSource } from "./series-sources.ts";

export interface SeriesStores {
  /** Where reports and series are read. */
  readonly store: ReportStore;
  /** Where what was missing is kept; null: nowhere. */
  readonly output: ReportStore | null;
}

/** What was found of a night's file: only one that is sound counts. */
type SeriesFile =
  | { readonly kind: "sound"; readonly night: SeriesNight; readonly bytes: Uint8Array }
  | { readonly kind: "missing" | "damaged" };

/** Throws `StoreError` where it has to be made of a report that is damaged. */
export async function readSeriesNight(
  { store, output }: SeriesStores,
  source: SeriesSource,
  signal: AbortSignal,
): Promise<SeriesNight> {
  const file = await readSeriesFile(store, source, signal);
  if (file.kind === "sound") return file.night;
  const night = await makeSeriesNight(store, source, signal);
  if (output !== null) await putSeriesNight(output, night, signal);
  return night;
}

export async function readSeriesFile(
  store: ReportStore,
  { commit }: { readonly commit: Pick<SeriesSource["commit"], "family" | "night" | "manifestSha256"> },
  signal: AbortSignal,
): Promise<SeriesFile> {
  const bytes = await store.get(seriesNightKey(nameOf(commit), commit.manifestSha256), signal);
  if (bytes === null) return { kind: "missing" };
  const parsed = seriesNightSchema.safeParse(parseJson(bytes));
  const isOf = parsed.data?.manifestSha256 === commit.manifestSha256 && parsed.data.night === commit.night;
  return parsed.success && isOf ? { kind: "sound", night: parsed.data, bytes } : { kind: "damaged" };
}

export async function makeSeriesNight(
  store: ReportStore,
  { commit, manifest: known }: SeriesSource,
  signal: AbortSignal,
): Promise<SeriesNight> {
  const manifest: Manifest = known ?? (await readManifest(store, commit, signal));
  const summary = await readSummary(store, manifest, signal);
  return seriesNightOf({ manifest, manifestSha256: commit.manifestSha256, summary });
}

export async function putSeriesNight(store: ReportStore, night: SeriesNight, signal: AbortSignal): Promise<void> {
  const key = seriesNightKey({ family: night.family, date: night.night }, night.manifestSha256);
  await store.put(key, toLine(night), signal);
}

function nameOf({ family, night }: Pick<SeriesSource["commit"], "family" | "night">): NightName {
  return { family, date: night };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return null;
  }
}
