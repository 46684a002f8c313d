/**
 * The watchdog's look at the last nights: what should be there and is not, is told; what broke off is started again.
 *
 * Nights before the first that was ever committed were not missed, as for the audit. Where none is committed at all, the
 * newest that is due is missing: an audit that never came to a night is noticed on its first morning. By the clock, not
 * by when a timer fired: whoever looks late sees more.
 */

import { isAuditError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import type { NightName } from "../../core/key.ts";
import { lastNightBefore, shiftNight } from "../../core/night.ts";
import { findDueNights } from "../audit/missed-nights.ts";
import type { Delivery } from "../notify/deliver.ts";
import { lookAtNight, type SeenNight, type WatchedNight } from "./look-at-night.ts";
import { tellNight } from "./tell-night.ts";
import type { WatchDeps, WatchRequest } from "./watch-deps.ts";

export interface Watched {
  /** Oldest first. */
  readonly nights: readonly SeenNight[];
  readonly deliveries: readonly Delivery[];
  /** What went wrong with the log of deliveries. */
  readonly problems: readonly string[];
  /** Of families and nights that could not be looked at or told of. */
  readonly errors: readonly unknown[];
}

/** Throws what aborts it, and on a defect; all else is among the errors, and keeps no other night from being looked at. */
export async function watchNights(deps: WatchDeps, request: WatchRequest, signal: AbortSignal): Promise<Watched> {
  const nights: SeenNight[] = [];
  const deliveries: Delivery[] = [];
  const problems: string[] = [];
  const errors: unknown[] = [];
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!isAuditError(error)) throw error;
      errors.push(error);
    }
  };
  const watch = async (watched: WatchedNight) => {
    const night = await lookAtNight(deps, request, watched, signal);
    nights.push(night);
    if (night.error !== null) errors.push(night.error);
    deliveries.push(...(await tellNight(deps, { night, timeZone: request.timeZone, problems }, signal)));
  };
  for (const family of request.families) {
    await attempt(async () => {
      for (const night of await findWatched(deps, request, family, signal)) await attempt(() => watch(night));
    });
  }
  return { nights, deliveries, problems, errors };
}

async function findWatched(
  { store, clock }: WatchDeps,
  { timeZone, settleMs, graceMs, nights }: WatchRequest,
  family: FamilyName,
  signal: AbortSignal,
): Promise<readonly WatchedNight[]> {
  const settled = lastNightBefore(clock.now(), timeZone, settleMs);
  const due = lastNightBefore(clock.now(), timeZone, settleMs + graceMs);
  const young = nightsAfter({ family, date: due }, settled);
  const newest = { family, date: settled };
  const found = await findDueNights(store, { newest, nights: nights + young.length }, signal);
  if (found.length === 1 && found[0]?.commit === null) return [firstNight({ family, date: due }), ...young];
  return found.map(({ name }) => ({ ...watched, name, isDue: name.date <= due, isRepairDue: name.date < due }));
}

const watched = { isDue: false, isRepairDue: false, isFirst: false } as const;

/** What is to be there where nothing is. */
function firstNight(name: NightName): WatchedNight {
  return { ...watched, name, isDue: true, isFirst: true };
}

/** Over and settled, and not due yet: their runs may have gone silent already. */
function nightsAfter({ family, date: due }: NightName, settled: string): WatchedNight[] {
  const nights: WatchedNight[] = [];
  for (let date = shiftNight(due, 1); date <= settled; date = shiftNight(date, 1)) {
    nights.push({ ...watched, name: { family, date } });
  }
  return nights;
}
