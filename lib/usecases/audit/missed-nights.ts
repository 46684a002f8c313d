/**
 * Which nights a run is about: the newest one, and the earlier ones that it may have to make up for.
 *
 * Nights before the first that was ever committed were not missed: an audit that is new does not begin with a week of
 * nights whose jobs the service has half forgotten. All is asked for by name.
 */

import pMap from "p-map";
import { commitKey, type NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export interface DueNight {
  readonly name: NightName;
  readonly committed: boolean;
}

/** How much further back than `nights` a commit says that the audit was at work before. A choice: four weeks. */
const lookBackNights = 28;
const concurrency = 8;

/** The newest night and up to `nights` before it, oldest first. */
export async function findDueNights(
  store: ReportStore,
  { newest, nights }: { readonly newest: NightName; readonly nights: number },
  signal: AbortSignal,
): Promise<readonly DueNight[]> {
  const due = await look(store, nightsUpTo(newest, nights), signal);
  const first = due.findIndex(({ committed }) => committed);
  if (first === 0 || nights === 0) return due;
  const before = { ...newest, date: shiftNight(newest.date, -nights - 1) };
  const earlier = await look(store, nightsUpTo(before, lookBackNights - 1), signal);
  if (earlier.some(({ committed }) => committed)) return due;
  return first === -1 ? due.slice(-1) : due.slice(first);
}

function nightsUpTo(newest: NightName, nights: number): NightName[] {
  return Array.from({ length: nights + 1 }, (_, back) => ({ ...newest, date: shiftNight(newest.date, back - nights) }));
}

function look(store: ReportStore, names: readonly NightName[], signal: AbortSignal): Promise<DueNight[]> {
  const isCommitted = async (name: NightName) => (await store.get(commitKey(name, 1), signal)) !== null;
  return pMap(names, async (name) => ({ name, committed: await isCommitted(name) }), { concurrency, signal });
}
