/** Keeps what was folded. Runs that race fold the same diffs to the same bytes, and win the same claim. */

import { incidentsKey } from "../../core/key.ts";
import type { Incidents } from "../../core/schema/incidents.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toDocument } from "../report/report-writer.ts";
import type { DiffCommits } from "./committed-diffs.ts";
import { isCurrent, readWatched } from "./read-incidents.ts";
import { parseIncidents, readStoredIncidents } from "./stored-incidents.ts";

/** Each of them is lost to another run that folded other diffs: one is rare. */
const mostRounds = 5;

/**
 * The key under which they are kept, be it by another run. Null: others kept what they folded of other diffs each time, or
 * a diff was committed since `commits` were read; whoever committed that folds it, and this one gives way.
 */
export async function claimIncidents(
  store: ReportStore,
  incidents: Incidents,
  commits: DiffCommits,
  signal: AbortSignal,
): Promise<string | null> {
  const name = { family: incidents.family, date: incidents.night };
  const stored = await readStoredIncidents(store, name, signal);
  if (stored !== null && isCurrent(stored.incidents, commits)) return stored.key;
  const first = (stored?.revision ?? 0) + 1;
  for (let revision = first; revision < first + mostRounds; revision += 1) {
    // What is there already is of other diffs: of older ones, or of newer ones than this run knows.
    if (revision > 1 && !isCurrent(incidents, await readWatched(store, name, signal))) return null;
    const key = incidentsKey(name, revision);
    const claim = await store.claim(key, toDocument(incidents), signal);
    if (claim.won || isCurrent(parseIncidents(claim.winner, name), commits)) return key;
  }
  return null;
}
