/** Probes in the report store: each is written once, and the newest counts. They are asked for in turn, never listed. */

import { StoreError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import { probeKey } from "../../core/key.ts";
import { type Probe, probeSchema } from "../../core/schema/probe.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toDocument } from "../report/report-writer.ts";

export interface StoredProbe {
  readonly key: string;
  /** Null when it cannot be read: what an older one says holds no more. */
  readonly probe: Probe | null;
}

/** Null when there is none. What cannot be read keeps no audit from its work, and hides what comes behind it. */
export async function readNewestProbe(
  store: ReportStore,
  family: FamilyName,
  signal: AbortSignal,
): Promise<StoredProbe | null> {
  let newest: { readonly key: string; readonly bytes: Uint8Array } | null = null;
  for (let revision = 1; ; revision += 1) {
    const key = probeKey(family, revision);
    const bytes = await store.get(key, signal).catch(damaged);
    if (bytes === "damaged") return { key, probe: null };
    if (bytes === null) break;
    newest = { key, bytes };
  }
  return newest && { key: newest.key, probe: parseProbe(newest.bytes, family) };
}

function damaged(error: unknown): "damaged" {
  if (error instanceof StoreError) return "damaged";
  throw error;
}

function parseProbe(bytes: Uint8Array, family: FamilyName): Probe | null {
  try {
    const parsed = probeSchema.safeParse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    return parsed.success && parsed.data.family === family ? parsed.data : null;
  } catch {
    return null;
  }
}

/** More races than these are none. */
const mostTries = 100;

/** Written as the first one after those that are there. */
export async function writeProbe(
  store: ReportStore,
  content: Omit<Probe, "schema" | "revision">,
  signal: AbortSignal,
): Promise<{ readonly key: string; readonly probe: Probe }> {
  const newest = await readNewestRevision(store, content.family, signal);
  for (let revision = newest + 1; revision <= newest + mostTries; revision += 1) {
    const probe: Probe = { schema: "job-audit/probe/v1", ...content, revision };
    const key = probeKey(content.family, revision);
    if ((await store.claim(key, toDocument(probe), signal)).won) return { key, probe };
  }
  throw new StoreError(`Cannot keep the probe: ${store.location} has had ${mostTries} others since it began`);
}

async function readNewestRevision(store: ReportStore, family: FamilyName, signal: AbortSignal): Promise<number> {
  let revision = 0;
  while ((await store.get(probeKey(family, revision + 1), signal)) !== null) revision += 1;
  return revision;
}
