/**
 * Incidents as they stand behind a night: the newest that were kept and are of the diffs as they are now, folded on from
 * there. A diff that was revised, or committed late, makes all that was folded behind it be folded again.
 */

import { type FoldOptions, foldNight, mostFolded } from "../../core/incidents/fold.ts";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import { compareText } from "../../core/order.ts";
import type { Incidents } from "../../core/schema/incidents.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type DiffCommits, readDiffCommits, readFoldedDiff } from "./committed-diffs.ts";
import { readStoredIncidents, type StoredIncidents } from "./stored-incidents.ts";

/** So far back a revised diff is looked for. */
const watchedNights = 28;

export interface IncidentsRequest extends FoldOptions {
  readonly name: NightName;
}

export interface FoldedIncidents {
  readonly incidents: Incidents;
  /** As they stood behind each night that was folded now, the last of them `incidents`. */
  readonly folded: readonly Incidents[];
  /** Whether there was something kept to fold on from. */
  readonly isContinued: boolean;
  /** What is kept of the night already, whatever it is of; null: nothing. */
  readonly stored: StoredIncidents | null;
  /** Whether that is what is kept. */
  readonly isKept: boolean;
  /** The diffs of the nights that are watched. */
  readonly commits: DiffCommits;
}

/** Null when no diff of the night is committed. */
export async function readIncidents(
  store: ReportStore,
  { name, repeatNights }: IncidentsRequest,
  signal: AbortSignal,
): Promise<FoldedIncidents | null> {
  const commits = await readWatched(store, name, signal);
  if (!commits.has(name.date)) return null;
  const stored = await readStoredIncidents(store, name, signal);
  if (stored !== null && isCurrent(stored.incidents, commits)) {
    return { incidents: stored.incidents, folded: [], isContinued: true, stored, isKept: true, commits };
  }
  const base = await readBase(store, name, { commits, signal });
  const folded = await foldFrom(store, base, { name, repeatNights, commits }, signal);
  // Only the types need to hear that there is one: the night's own diff is committed.
  const incidents = folded.at(-1) as Incidents;
  return { incidents, folded, isContinued: base !== null, stored, isKept: false, commits };
}

/** The diffs of the night and of those before it that may have been revised. */
export function readWatched(
  store: ReportStore,
  { family, date }: NightName,
  signal: AbortSignal,
): Promise<DiffCommits> {
  return readDiffCommits(store, { family, dates: datesBack(date, 0, watchedNights) }, signal);
}

/** Whether it is folded from the diffs as they are, as far as they are watched. */
export function isCurrent(state: Incidents | null, commits: DiffCommits): state is Incidents {
  if (state === null) return false;
  const folded = new Map(state.folded.map(({ night, manifest }) => [night, manifest]));
  const watched = [...commits.values()].filter(({ night }) => night <= state.night);
  return watched.every(({ night, manifest }) => folded.get(night) === manifest);
}

/** The newest state of an earlier night that still holds; null: there is none. */
async function readBase(
  store: ReportStore,
  { family, date }: NightName,
  { commits, signal }: { readonly commits: DiffCommits; readonly signal: AbortSignal },
): Promise<Incidents | null> {
  const watched = datesBack(date, 1, watchedNights).filter((night) => commits.has(night));
  // What lies before them all is of diffs that are not asked for again.
  for (const earlier of [...watched, ...datesBack(date, watchedNights, mostFolded)]) {
    const stored = await readStoredIncidents(store, { family, date: earlier }, signal);
    if (stored !== null && isCurrent(stored.incidents, commits)) return stored.incidents;
  }
  return null;
}

async function foldFrom(
  store: ReportStore,
  base: Incidents | null,
  { name: { family, date }, repeatNights, commits }: IncidentsRequest & { readonly commits: DiffCommits },
  signal: AbortSignal,
): Promise<readonly Incidents[]> {
  const older = datesBack(date, watchedNights, mostFolded).filter((night) => base === null || night > base.night);
  const all = [...(await readDiffCommits(store, { family, dates: older }, signal)).values(), ...commits.values()];
  const nights = all.filter(({ night }) => base === null || night > base.night);
  const states: Incidents[] = [];
  for (const commit of nights.sort((a, b) => compareText(a.night, b.night))) {
    states.push(foldNight(states.at(-1) ?? base, await readFoldedDiff(store, commit, signal), { repeatNights }));
  }
  return states;
}

/** From `first` nights before the date on, back to, not including, `end`. */
function datesBack(date: string, first: number, end: number): readonly string[] {
  return Array.from({ length: end - first }, (_, index) => shiftNight(date, -first - index));
}
