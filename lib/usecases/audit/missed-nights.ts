/**
 * Which nights a run is about: the newest one, and the earlier ones that it may have to make up for.
 *
 * Nights before the first that was ever committed were not missed: an audit that is new does not begin with a week of
 * nights whose jobs the service has half forgotten. All is asked for by name.
 */

import pMap from "p-map";
import { StoreError } from "../../core/errors.ts";
import { commitKey, type NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { Commit } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { parseCommit } from "../report/read-commit.ts";

export interface DueNight {
  readonly name: NightName;
  /** Its newest; null when there is none, or one that cannot be read: whoever audits that night is told so. */
  readonly commit: Commit | null;
}

/** How much further back than `nights` a commit says that the audit was at work before. A choice: four weeks. */
const lookBackNights = 28;
const concurrency = 8;

/** The newest night and up to `nights` before it, oldest first. One that is damaged does not hide the others. */
export async function findDueNights(
  store: ReportStore,
  { newest, nights }: { readonly newest: NightName; readonly nights: number },
  signal: AbortSignal,
): Promise<readonly DueNight[]> {
  const look = (name: NightName) => lookAt(store, name, signal);
  const due = await pMap(nightsUpTo(newest, nights), look, { concurrency, signal });
  const first = due.findIndex(({ begun }) => begun);
  if (first === 0 || nights === 0) return due;
  const before = { ...newest, date: shiftNight(newest.date, -nights - 1) };
  const isBegun = (name: NightName) => hasBegun(store, name, signal);
  const earlier = await pMap(nightsUpTo(before, lookBackNights - 1), isBegun, { concurrency, signal });
  if (earlier.includes(true)) return due;
  return first === -1 ? due.slice(-1) : due.slice(first);
}

function nightsUpTo(newest: NightName, nights: number): NightName[] {
  return Array.from({ length: nights + 1 }, (_, back) => ({ ...newest, date: shiftNight(newest.date, back - nights) }));
}

/** `begun`: something lies where its commit belongs, whether it can be read or not. */
interface SeenNight extends DueNight {
  readonly begun: boolean;
}

async function lookAt(store: ReportStore, name: NightName, signal: AbortSignal): Promise<SeenNight> {
  let newest: Commit | null = null;
  for (let revision = 1; ; revision += 1) {
    const seen = await readCommit(store, commitKey(name, revision), signal);
    if (seen === null) return { name, commit: newest, begun: revision > 1 };
    if (seen === "damaged") return { name, commit: null, begun: true };
    newest = seen;
  }
}

async function hasBegun(store: ReportStore, name: NightName, signal: AbortSignal): Promise<boolean> {
  return (await readCommit(store, commitKey(name, 1), signal)) !== null;
}

async function readCommit(store: ReportStore, key: string, signal: AbortSignal): Promise<Commit | "damaged" | null> {
  try {
    const bytes = await store.get(key, signal);
    return bytes && (parseCommit(bytes) ?? "damaged");
  } catch (error) {
    if (error instanceof StoreError) return "damaged";
    throw error;
  }
}
