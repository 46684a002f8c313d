/** Incidents as they stand behind the newest diff. Nothing is kept of what is folded here: reading changes no report. */

import type { FamilyName } from "../../core/family.ts";
import { shiftNight } from "../../core/night.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readDiffCommits } from "./committed-diffs.ts";
import { type FoldedIncidents, readIncidents } from "./read-incidents.ts";

/** So many nights a diff is looked for. */
export const lookedNights = 28;

export interface NewestRequest {
  readonly family: FamilyName;
  /** The last night that may be meant. */
  readonly to: string;
  readonly repeatNights: number;
}

/** Null when none of the nights up to it has a diff. */
export async function readNewestIncidents(
  store: ReportStore,
  { family, to, repeatNights }: NewestRequest,
  signal: AbortSignal,
): Promise<FoldedIncidents | null> {
  const dates = Array.from({ length: lookedNights }, (_, back) => shiftNight(to, -back));
  const commits = await readDiffCommits(store, { family, dates }, signal);
  const date = dates.find((each) => commits.has(each));
  return date === undefined ? null : readIncidents(store, { name: { family, date }, repeatNights }, signal);
}
