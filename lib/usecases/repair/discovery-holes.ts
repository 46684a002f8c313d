/**
 * What is left of the holes of discovery when everything was listed again.
 *
 * A hole is closed by what was really listed in its place now, never by a place's being gone: what the service lists
 * no more was not read either. And a list that lacked rows has to make up for all of them.
 */

import type { ListedPlace } from "../discover/discovery.ts";
import { toldRows } from "../discover/told-rows.ts";
import type { HoleRow } from "./recorded-night.ts";

/** What listing everything again came to. */
export interface ListedAgain {
  readonly holes: readonly HoleRow[];
  /** Places that were listed whole now; their names with those that the report tells of. */
  readonly listed: readonly ListedPlace[];
}

export function leftOfDiscovery(before: readonly HoleRow[], now: ListedAgain): readonly HoleRow[] {
  const left = before.flatMap((hole) => leftOf(hole, now));
  return [...new Map(left.map((hole) => [JSON.stringify([hole.region, hole.bucket, hole.cause]), hole])).values()];
}

function leftOf(hole: HoleRow, { holes, listed }: ListedAgain): readonly HoleRow[] {
  const { region, bucket, cause } = hole;
  if (cause === "not-found") {
    // Which region a bucket is in that no region listed was not known: any of them may have it by now.
    const found = holes.filter((each) => each.bucket === bucket && each.cause !== "not-found");
    const isListed = listed.some((place) => place.bucket === bucket);
    return found.length > 0 || isListed ? found : [hole];
  }
  if (!listed.some((place) => isMadeUpFor(hole, place))) return [hole];
  return bucket === null ? holes.filter((each) => each.region === region || each.cause === "not-found") : [];
}

function isMadeUpFor({ region, bucket, cause, detail }: HoleRow, { names, ...place }: ListedPlace): boolean {
  if (place.region !== region || place.bucket !== bucket) return false;
  return cause !== "incomplete-list" || new Set(names).size >= toldRows(detail);
}
