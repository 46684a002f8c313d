/**
 * Which committed nights lack the diff of what is committed now: it was never made, or a night was made up for since.
 *
 * Diffs are read before the audits begin, so that what no time is left for can be named without reading anything.
 */

import pMap from "p-map";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { DiffManifest } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { historyNights } from "../diff/diff-night.ts";
import { readCommittedDiff } from "../diff/read-diff.ts";
import type { DueNight } from "./missed-nights.ts";

/** The newest diff of a night, null when there is none, or why it cannot be told. */
export type SeenDiff = { readonly manifest: DiffManifest | null } | { readonly error: unknown };

/** A night with the manifest that its newest commit names. */
export interface PresentNight {
  readonly name: NightName;
  readonly manifest: string;
}

/** Each is read from several small files, one after the other. */
const concurrency = 8;

/** Of those that are committed; no other night can have one. */
export async function readDiffs(
  store: ReportStore,
  due: readonly DueNight[],
  signal: AbortSignal,
): Promise<ReadonlyMap<NightName, SeenDiff>> {
  const read = async ({ name }: DueNight): Promise<[NightName, SeenDiff]> => {
    try {
      const committed = await readCommittedDiff(store, name, signal);
      return [name, { manifest: committed?.manifest ?? null }];
    } catch (error) {
      return [name, { error }];
    }
  };
  const committed = due.filter(({ commit }) => commit !== null);
  return new Map(await pMap(committed, read, { concurrency }));
}

export interface OutstandingDiff {
  readonly name: NightName;
  readonly seen: SeenDiff;
}

/** Of the nights that are committed by now, in their order. What cannot be read is outstanding too. */
export function outstandingDiffs(
  present: readonly PresentNight[],
  diffs: ReadonlyMap<NightName, SeenDiff>,
): readonly OutstandingDiff[] {
  return present.flatMap((night) => {
    const seen = diffs.get(night.name) ?? { manifest: null };
    const isDone = "manifest" in seen && seen.manifest !== null && isCurrent(seen.manifest, night, present);
    return isDone ? [] : [{ name: night.name, seen }];
  });
}

/**
 * Whether a diff is of this night as it is, and heeds every present night that it is to be compared with. One that it
 * left out as damaged counts as heeded: another attempt would leave it out too.
 */
function isCurrent(
  { of, history, leftOut }: DiffManifest,
  { name, manifest }: PresentNight,
  present: readonly PresentNight[],
): boolean {
  const compared = present.filter((night) => night.name.date < name.date && dependsOn(name, night.name));
  const heeded = new Set([...history.map((night) => night.manifest), ...leftOut.map(({ night }) => night)]);
  const isHeeded = (night: PresentNight) => heeded.has(night.manifest) || heeded.has(night.name.date);
  return of.manifest === manifest && compared.every(isHeeded);
}

/** Whether the diff of a night is of the other one, or compared with it. */
export function dependsOn({ family, date }: NightName, other: NightName): boolean {
  return other.family === family && other.date >= shiftNight(date, -historyNights) && other.date <= date;
}
