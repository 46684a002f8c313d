/** A committed night with findings and open jobs, and later nights that learned of them, each committed at its time. */

import { nightPartKey, scopePartKey } from "../../../lib/core/key.ts";
import { findingRow } from "../../../lib/core/rows.ts";
import type { Amendment } from "../../../lib/core/schema/carried.ts";
import type { Commit } from "../../../lib/core/schema/manifest.ts";
import { type KnownNight, readKnownNight } from "../../../lib/usecases/report/as-of.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest, night } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { openRow } from "../recheck/a-committed-night.ts";

const { signal } = new AbortController();
/** When the day after the night ends in Shanghai. */
export const day = (date: number) => Date.UTC(2026, 10, date, 16);
export const otherScope = { ...aScope, queueId: "pqueue2" };

interface Planted {
  readonly at: number;
  readonly amendments?: readonly Amendment[];
}

export async function commitLater(store: MemoryStore, date: string, { at, amendments = [] }: Planted): Promise<Commit> {
  const writer = createReportWriter(store, signal);
  await writer.lines("amendments", nightPartKey("amendments", { ...night, date }), amendments.map(toLine));
  const manifest = aManifest({ night: date, files: [...writer.files] });
  return (await commitNight(committing(store, at), manifest, signal)).commit;
}

/** The night of the 21st, committed on the 22nd: one job failed, one is stuck, two are open, of which one elsewhere. */
export async function aNight(): Promise<MemoryStore> {
  const store = memoryStore();
  const writer = createReportWriter(store, signal);
  const failed = aJob({
    id: "failed",
    createdAt: midnight + 1_000,
    state: "Failed",
    code: "Broken",
    message: "no luck",
  });
  const stuck = aJob({ id: "stuck", createdAt: midnight + 2_000, state: "Running" });
  const found = [
    findingRow(aScope, failed, { name: "failed", reason: "Broken" }, fingerprinting),
    findingRow(aScope, stuck, { name: "stuck.running", reason: "too long" }, fingerprinting),
  ];
  await writer.lines("findings", scopePartKey("findings", night, aScope), found.map(toLine));
  const open = [openRow("stuck", 2, aScope, "Running"), openRow("young", 3)];
  await writer.lines("open", scopePartKey("open", night, aScope), open.map(toLine));
  await writer.lines("open", scopePartKey("open", night, otherScope), [toLine(openRow("other", 1, otherScope))]);
  await commitNight(committing(store, day(21) + 1_000), aManifest({ files: [...writer.files] }), signal);
  return store;
}

export function knownOn(store: MemoryStore, before: number, last = "2026-11-30"): Promise<KnownNight | null> {
  return readKnownNight(store, { name: night, before, last, concurrency: 2 }, signal);
}
