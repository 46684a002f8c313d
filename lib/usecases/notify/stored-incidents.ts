/** Incidents as they were claimed: one document a revision, asked for in turn until one is missing. */

import type { NightName } from "../../core/key.ts";
import { incidentsKey } from "../../core/key.ts";
import { type Incidents, incidentsSchema } from "../../core/schema/incidents.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export interface StoredIncidents {
  readonly key: string;
  readonly revision: number;
  /** Null: it cannot be read, and counts for nothing. */
  readonly incidents: Incidents | null;
}

/** The newest revision of a night, or null when there is none. */
export async function readStoredIncidents(
  store: ReportStore,
  name: NightName,
  signal: AbortSignal,
): Promise<StoredIncidents | null> {
  let newest: StoredIncidents | null = null;
  for (let revision = 1; ; revision += 1) {
    const key = incidentsKey(name, revision);
    const bytes = await store.get(key, signal);
    if (bytes === null) return newest;
    newest = { key, revision, incidents: parseIncidents(bytes, name) };
  }
}

/** Null for what is no such document, or is of another night. */
export function parseIncidents(bytes: Uint8Array, name: NightName): Incidents | null {
  try {
    const parsed = incidentsSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    return parsed.family === name.family && parsed.night === name.date ? parsed : null;
  } catch {
    return null;
  }
}
