/** Committed nights with ledgers, one line an hour of each scope, that a test can spoil. */

import { isoInstant, isoSpan } from "../../../lib/core/instant.ts";
import { nightPartKey, scopePartKey } from "../../../lib/core/key.ts";
import { nightSpan } from "../../../lib/core/night.ts";
import type { LedgerLine } from "../../../lib/core/schema/ledger.ts";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";

export const hourMs = 3_600_000;
const never = new AbortController().signal;

export interface Spoiled {
  readonly queues?: readonly string[];
  readonly change?: Partial<Manifest>;
  /** What becomes of the ledger. */
  lines?(lines: LedgerLine[]): LedgerLine[];
}

export function placeAt(queueId: string) {
  const { region, bucket, tag } = aScope;
  return { region, bucket, queueId, tag };
}

/** A hole as a manifest states it, in hours from the beginning of the night. */
export function statedHole(
  night: string,
  hours: readonly [number, number],
  queueId: string,
): Manifest["holes"][number] {
  const { from } = nightSpan(night, "Asia/Shanghai");
  const window = isoSpan({ from: from + hours[0] * hourMs, to: from + hours[1] * hourMs });
  return { ...placeAt(queueId), ...window, cause: "network", detail: "no answer", requestId: null, evidence: null };
}

export async function commitLedgered(store: MemoryStore, night: string, spoiled: Spoiled = {}): Promise<Manifest> {
  const { queues = ["p1", "p2"], change = {}, lines = (all) => all } = spoiled;
  const name = { family: "pic", date: night } as const;
  const span = change.span ?? isoSpan(nightSpan(night, "Asia/Shanghai"));
  const writer = createReportWriter(store, never);
  const key = scopePartKey("findings", name, { ...aScope, queueId: "p1" });
  await writer.lines("findings", key, [Buffer.from(`a finding of ${night}\n`)]);
  await writer.lines("queues", nightPartKey("queues", name), [Buffer.from(`a queue of ${night}\n`)]);
  const ledger = lines(queues.flatMap((queueId) => hoursOf(span, queueId)));
  await writer.lines("ledgers", nightPartKey("ledgers", name), ledger.map(toLine));
  const scopes = queues.map((queueId) => ({ ...placeAt(queueId), origin: "discovered" as const, complete: true }));
  const manifest = aManifest({ night, span, scopes, files: [...writer.files], ...change });
  await commitNight(committing(store), manifest, never);
  return manifest;
}

function hoursOf(span: Manifest["span"], queueId: string): LedgerLine[] {
  const hours = (Date.parse(span.to) - Date.parse(span.from)) / hourMs;
  return Array.from({ length: hours }, (_, hour) => aLine(queueId, Date.parse(span.from) + hour * hourMs));
}

function aLine(queueId: string, from: number): LedgerLine {
  return {
    schema: "job-audit/ledger/v1",
    ...{ ...aScope, queueId, from: isoInstant(from), to: isoInstant(from + hourMs) },
    ...{ pages: 1, jobs: 0, byState: {}, duplicates: 0, outside: 0, foreign: 0, restarts: 0, halvings: 0, retries: 0 },
    ...{ order: "kept", end: "no-token", holes: [], tally: null },
  };
}
