/**
 * The nights that a series is made of: the committed ones before a night, each asked for by its key.
 *
 * Their commits are enough: what a night comes to is kept under the hash of its manifest.
 */

import pMap from "p-map";
import { StoreError } from "../../core/errors.ts";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { LeftOut } from "../../core/schema/diff.ts";
import type { Commit, Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { problemIn } from "../report/problem-in.ts";
import { readNewestCommit } from "../report/read-commit.ts";

/** Eight weeks: enough to compare a Sunday with Sundays. */
export const seriesNights = 56;
/** Behind so many in a row that are not committed, nights say little of this one; and asking for all takes its time. */
const mostMissing = 14;

export interface SeriesSource {
  readonly commit: Commit;
  /** Null: it was not read yet. */
  readonly manifest: Manifest | null;
}

export interface SeriesSources {
  /** Newest first. */
  readonly sources: readonly SeriesSource[];
  /** Newest first. */
  readonly leftOut: readonly LeftOut[];
}

export interface SourcesRequest {
  readonly name: NightName;
  /** How many nights back are looked into. */
  readonly nights: number;
  /** The newest of them, where they are known already: they are not asked for again. */
  readonly known?: KnownSources;
}

interface KnownSources extends SeriesSources {
  /** How many nights back all that is committed is in it. */
  readonly nights: number;
}

const atOnce = 8;

export async function findSources(
  store: ReportStore,
  { name, nights, known = nothingKnown }: SourcesRequest,
  signal: AbortSignal,
): Promise<SeriesSources> {
  const read = async (back: number): Promise<Sighting> => {
    const date = shiftNight(name.date, -back);
    return back <= known.nights ? seenIn(known, date) : lookFor(store, { family: name.family, date }, signal);
  };
  const sightings: Sighting[] = [];
  for (let back = 1; back <= nights && !isBroken(sightings); back += mostMissing) {
    const batch = Array.from({ length: Math.min(mostMissing, nights + 1 - back) }, (_, index) => back + index);
    sightings.push(...(await pMap(batch, read, { concurrency: atOnce })));
  }
  const seen = upToGap(sightings);
  return {
    sources: seen.filter((each): each is SeriesSource => each !== null && "commit" in each),
    leftOut: seen.filter((each): each is LeftOut => each !== null && "reason" in each),
  };
}

/** A night that cannot be read was there: it is no gap. */
type Sighting = SeriesSource | LeftOut | null;

const nothingKnown: KnownSources = { sources: [], leftOut: [], nights: 0 };

function seenIn({ sources, leftOut }: KnownSources, date: string): Sighting {
  return sources.find(({ commit }) => commit.night === date) ?? leftOut.find(({ night }) => night === date) ?? null;
}

async function lookFor(store: ReportStore, name: NightName, signal: AbortSignal): Promise<Sighting> {
  try {
    const commit = await readNewestCommit(store, name, signal);
    return commit && { commit, manifest: null };
  } catch (error) {
    if (error instanceof StoreError) return { night: name.date, reason: problemIn(store, error) };
    throw error;
  }
}

function isBroken(sightings: readonly Sighting[]): boolean {
  return upToGap(sightings).length < sightings.length;
}

function upToGap(sightings: readonly Sighting[]): readonly Sighting[] {
  let missing = 0;
  for (const [index, sighting] of sightings.entries()) {
    missing = sighting === null ? missing + 1 : 0;
    if (missing === mostMissing) return sightings.slice(0, index);
  }
  return sightings;
}
