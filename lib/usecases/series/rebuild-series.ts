/**
 * Makes the series of a span of nights again from their reports. Repeating it changes nothing: what is there and says the
 * same stays.
 */

import pMap from "p-map";
import { StoreError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import { shiftNight } from "../../core/night.ts";
import type { LeftOut } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toLine } from "../report/line-runs.ts";
import { problemIn } from "../report/problem-in.ts";
import { readNewestCommit } from "../report/read-commit.ts";
import { makeSeriesNight, putSeriesNight, readSeriesFile } from "./series-file.ts";

export interface RebuildRequest {
  readonly family: FamilyName;
  /** Dates; both are meant. */
  readonly from: string;
  readonly to: string;
}

export interface RebuiltSeries {
  /** Nights by what was done, the earliest first. */
  readonly there: readonly string[];
  readonly made: readonly string[];
  /** Their file was cut, changed, or said something else than the report does. */
  readonly replaced: readonly string[];
  /** Whose report is damaged. */
  readonly leftOut: readonly LeftOut[];
}

type Outcome = "there" | "made" | "replaced";

interface Rebuilt {
  readonly night: string;
  /** Null: it is not committed. */
  readonly outcome: Outcome | LeftOut | null;
}

const atOnce = 8;

/** Of the revisions that count now. */
export async function rebuildSeries(
  store: ReportStore,
  { family, from, to }: RebuildRequest,
  signal: AbortSignal,
): Promise<RebuiltSeries> {
  const dates: string[] = [];
  for (let date = from; date <= to; date = shiftNight(date, 1)) dates.push(date);
  const rebuild = async (date: string) => ({ night: date, outcome: await tryNight(store, { family, date }, signal) });
  const nights = await pMap(dates, rebuild, { concurrency: atOnce });
  return {
    there: nightsOf(nights, "there"),
    made: nightsOf(nights, "made"),
    replaced: nightsOf(nights, "replaced"),
    leftOut: nights.flatMap(({ outcome }) => (typeof outcome === "object" && outcome !== null ? [outcome] : [])),
  };
}

function nightsOf(nights: readonly Rebuilt[], wanted: Outcome): readonly string[] {
  return nights.filter(({ outcome }) => outcome === wanted).map(({ night }) => night);
}

interface NightToRebuild {
  readonly family: FamilyName;
  readonly date: string;
}

async function tryNight(store: ReportStore, name: NightToRebuild, signal: AbortSignal): Promise<Rebuilt["outcome"]> {
  try {
    return await rebuildNight(store, name, signal);
  } catch (error) {
    if (error instanceof StoreError) return { night: name.date, reason: problemIn(store, error) };
    throw error;
  }
}

async function rebuildNight(store: ReportStore, name: NightToRebuild, signal: AbortSignal): Promise<Outcome | null> {
  const commit = await readNewestCommit(store, name, signal);
  if (commit === null) return null;
  const source = { commit, manifest: null };
  const night = await makeSeriesNight(store, source, signal);
  const file = await readSeriesFile(store, source, signal);
  if (file.kind === "sound" && toLine(night).equals(file.bytes)) return "there";
  await putSeriesNight(store, night, signal);
  return file.kind === "missing" ? "made" : "replaced";
}
