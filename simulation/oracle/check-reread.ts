/**
 * Promise 6: of a night that was spread and that nothing disturbed, nothing is listed again once every shard is read:
 * whoever commits takes up what they saved.
 */

import type { SimulationPlan } from "../plan.ts";
import type { Listing, Violation } from "../played.ts";
import type { Span } from "../span.ts";
import { type Evidence, type EvidentNight, violation } from "./audited-night.ts";
import { spreadsOf } from "./spreads.ts";

/** Of neighbouring windows, a second is listed by both. */
const overlapMs = 2_000;

export function* checkReread({ plan, played, nights }: Evidence): Generator<Violation> {
  if (!isUndisturbed(plan)) return;
  for (const { night, wholeAt } of spreadsOf(played)) {
    const committed = nights.find(({ date }) => date === night);
    if (committed === undefined) continue;
    const again = listedBetween(played.listings, wholeAt, committed).length;
    if (again > 0) yield violation("6", `${again} pages of night ${night} are listed again when every shard is read`);
  }
}

/** A scope whose order is broken is read again by whoever commits. */
function isUndisturbed({ disturbances, behaviour }: SimulationPlan): boolean {
  return disturbances.length === 0 && behaviour.pages?.inversions === undefined;
}

function listedBetween(listings: readonly Listing[], wholeAt: number, { audited }: EvidentNight): readonly Listing[] {
  const [first] = audited;
  if (first === undefined) return [];
  const { committedAt } = first.revision;
  return listings.filter(({ at, ...window }) => wholeAt < at && at < committedAt && isIn(window, first.span));
}

function isIn(window: Span, span: Span): boolean {
  return Math.min(window.to, span.to) - Math.max(window.from, span.from) > overlapMs;
}
