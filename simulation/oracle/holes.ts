/** What a report says that it could not read. */

import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { Place } from "./truth.ts";

export type ToldHole = Manifest["holes"][number];

/** Whether the hole is over the place, or over all of what the place lies in. */
export function isOver(hole: Pick<ToldHole, "region" | "bucket" | "queueId" | "tag">, place: Place): boolean {
  return (
    hole.region === place.region &&
    (hole.bucket === null || hole.bucket === place.bucket) &&
    (hole.queueId === null || hole.queueId === place.queueId) &&
    (hole.tag === null || hole.tag === place.tag)
  );
}

export function isInHole(holes: readonly ToldHole[], place: Place, at: number): boolean {
  return holes.some((hole) => isOver(hole, place) && Date.parse(hole.from) <= at && at < Date.parse(hole.to));
}

/** What of a span lies in no hole of the place and in none of the `read` spans. */
export function uncovered(
  span: { readonly from: number; readonly to: number },
  covers: readonly { readonly from: number; readonly to: number }[],
): readonly { readonly from: number; readonly to: number }[] {
  let at = span.from;
  const gaps: { from: number; to: number }[] = [];
  for (const { from, to } of [...covers].sort((a, b) => a.from - b.from)) {
    if (from > at && at < span.to) gaps.push({ from: at, to: Math.min(from, span.to) });
    at = Math.max(at, to);
  }
  return at < span.to ? [...gaps, { from: at, to: span.to }] : gaps;
}

export function timesOf({ from, to }: { readonly from: string; readonly to: string }) {
  return { from: Date.parse(from), to: Date.parse(to) };
}
