/**
 * What was known of a night at an earlier instant: its newest revision of that time, and what later nights had learned
 * of its jobs by then.
 *
 * The commits decide, by when they were made. Nothing that is committed changes, so the answer is the same whenever
 * it is asked for.
 */

import pMap from "p-map";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type CommittedNight, readNightKnownAt } from "./read-commit.ts";

export interface AsOfRequest {
  readonly name: NightName;
  /** What was committed before this was known. Epoch milliseconds. */
  readonly before: number;
  /** The last night that may have learned something by then. */
  readonly last: string;
  /** Nights that are asked for at the same time. */
  readonly concurrency: number;
}

export interface KnownNight {
  readonly committed: CommittedNight;
  /** Later nights that were committed by then, in their order. */
  readonly later: readonly CommittedNight[];
}

/** Null when the night was not committed by then. */
export async function readKnownNight(
  store: ReportStore,
  { name, before, last, concurrency }: AsOfRequest,
  signal: AbortSignal,
): Promise<KnownNight | null> {
  const committed = await readNightKnownAt(store, name, before, signal);
  if (committed === null) return null;
  const dates: string[] = [];
  for (let date = shiftNight(name.date, 1); date <= last; date = shiftNight(date, 1)) dates.push(date);
  const read = (date: string) => readNightKnownAt(store, { ...name, date }, before, signal);
  const later = await pMap(dates, read, { concurrency, signal });
  return { committed, later: later.filter((night) => night !== null) };
}
