/** The series of the nights before a night, newest first: a small read, however large their reports are. */

import pMap from "p-map";
import { StoreError } from "../../core/errors.ts";
import type { NightName } from "../../core/key.ts";
import type { LeftOut } from "../../core/schema/diff.ts";
import type { SeriesNight } from "../../core/schema/series.ts";
import { problemIn } from "../report/problem-in.ts";
import { readSeriesNight, type SeriesStores } from "./series-file.ts";
import { findSources, type SeriesSource } from "./series-sources.ts";

export interface SeriesRequest {
  readonly name: NightName;
  /** How many nights back are looked into. */
  readonly nights: number;
}

export interface Series {
  /** Newest first. */
  readonly nights: readonly SeriesNight[];
  /** Committed nights whose report is damaged. Newest first. */
  readonly leftOut: readonly LeftOut[];
}

const atOnce = 8;

/**
 * Without the night itself. What is missing is made from the reports and kept. Ends behind 14 nights in a row that are
 * not committed.
 */
export async function readSeries(stores: SeriesStores, request: SeriesRequest, signal: AbortSignal): Promise<Series> {
  const { sources, leftOut } = await findSources(stores.store, request, signal);
  const read = async (source: SeriesSource): Promise<SeriesNight | LeftOut> => {
    try {
      return await readSeriesNight(stores, source, signal);
    } catch (error) {
      if (error instanceof StoreError) return { night: source.commit.night, reason: problemIn(stores.store, error) };
      throw error;
    }
  };
  const nights = await pMap(sources, read, { concurrency: atOnce });
  return {
    nights: nights.filter((night): night is SeriesNight => "schema" in night),
    leftOut: [...leftOut, ...nights.filter((night): night is LeftOut => !("schema" in night))].sort(newestFirst),
  };
}

function newestFirst(a: LeftOut, b: LeftOut): number {
  return a.night < b.night ? 1 : -1;
}
