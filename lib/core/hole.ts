/** Holes: spans of a scope, or of more than one, that could not be read, each with its cause. */

import type { Window } from "./window.ts";

export const holeCauses = [
  "access-denied",
  "service-error",
  "network",
  "undecodable",
  "token-loop",
  "order-unreliable",
  "foreign-jobs",
  "beyond-retention",
  "incomplete-list",
  "not-found",
  "report-damaged",
  "lookups-spent",
] as const;
export type HoleCause = (typeof holeCauses)[number];

export interface Hole extends Window {
  readonly cause: HoleCause;
  /** What was seen, in words. */
  readonly detail: string;
  readonly requestId: string | null;
  /** Where the raw answer is kept, if it is. */
  readonly evidence: string | null;
}

/** What a hole covers: null means every one of its kind. */
interface Place {
  readonly region: string;
  readonly bucket: string | null;
  readonly queueId: string | null;
  readonly tag: string | null;
}

export interface PlacedHole extends Hole, Place {}

/** Its times may be written out. */
interface MergedHole {
  readonly from: number | string;
  readonly to: number | string;
  readonly cause: HoleCause;
}

/** One hole for holes of one cause that meet, in the order given; what was seen first is told of them. */
export function mergeHoles<Row extends MergedHole>(holes: readonly Row[]): Row[] {
  const merged: Row[] = [];
  for (const hole of holes) {
    const last = merged.at(-1);
    if (last === undefined || last.to !== hole.from || last.cause !== hole.cause) merged.push(hole);
    else merged[merged.length - 1] = { ...last, to: hole.to };
  }
  return merged;
}
