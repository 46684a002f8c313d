/**
 * What the revision that is to be repaired tells of each scope, and which of its holes are of what kind: of discovery,
 * of a scope, or of earlier nights.
 */

import type { NightName } from "../../core/key.ts";
import { scopePartKey } from "../../core/key.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import type { ScopeSummary } from "../../core/schema/summary.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { readSummary } from "../report/read-rows.ts";

export type HoleRow = Manifest["holes"][number];

export interface RecordedWindow extends Window {
  readonly pages: number;
  readonly jobs: number;
  /** Of the walk. */
  readonly holes: readonly HoleRow[];
}

export interface RecordedScope {
  readonly scope: Scope;
  readonly origin: PlannedScope["origin"];
  readonly summary: ScopeSummary;
  readonly findings: readonly FileEntry[];
  readonly open: readonly FileEntry[];
  /** Of one with holes, ascending; none where the whole scope was refused. */
  readonly windows: readonly RecordedWindow[];
  readonly holes: readonly HoleRow[];
}

export interface RecordedNight {
  /** In their order. */
  readonly scopes: readonly RecordedScope[];
  /** Places whose buckets or queues could not be listed. */
  readonly discovery: readonly HoleRow[];
  /** Jobs of earlier nights that could not be seen again, and reports of other nights that could not be read. */
  readonly earlier: readonly HoleRow[];
}

export async function readRecordedNight(
  store: ReportStore,
  { manifest }: CommittedNight,
  signal: AbortSignal,
): Promise<RecordedNight> {
  const { scopes } = await readSummary(store, manifest, signal);
  const holes = manifest.holes.filter((hole) => isOfNight(hole, manifest));
  const read = await readWindows(store, manifest, signal);
  const origins = new Map(manifest.scopes.map((entry) => [placeKey(entry), entry.origin]));
  return {
    scopes: scopes.map((summary) => ({
      scope: scopeOf(summary),
      origin: origins.get(placeKey(summary)) ?? "discovered",
      summary,
      findings: filesIn(manifest, "findings", summary),
      open: filesIn(manifest, "open", summary),
      windows: read.get(scopeKey(summary)) ?? [],
      holes: holes.filter((hole) => placeKey(hole) === placeKey(summary)),
    })),
    discovery: holes.filter(({ queueId }) => queueId === null),
    earlier: manifest.holes.filter((hole) => !isOfNight(hole, manifest)),
  };
}

/** Holes of other nights lie outside the span, unless nights changed their zone since: some are known by their cause. */
function isOfNight({ cause, from, to }: HoleRow, { span }: Manifest): boolean {
  return cause !== "report-damaged" && cause !== "lookups-spent" && from < span.to && to > span.from;
}

/** Of scopes with holes alone: nothing of the others is read again. */
async function readWindows(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly RecordedWindow[]>> {
  const incomplete = new Set(manifest.scopes.filter(({ complete }) => !complete).map(placeKey));
  const windows = new Map<string, RecordedWindow[]>();
  const files = filesOf(manifest, "ledgers");
  for await (const line of readRows<LedgerLine>(store, files, "job-audit/ledger/v1", signal)) {
    if (!incomplete.has(placeKey(line))) continue;
    const { pages, jobs, holes } = line;
    const window = { from: Date.parse(line.from), to: Date.parse(line.to), pages, jobs, holes };
    const known = windows.get(scopeKey(line));
    if (known === undefined) windows.set(scopeKey(line), [window]);
    else known.push(window);
  }
  return windows;
}

function filesIn(manifest: Manifest, dataset: "findings" | "open", scope: Scope): readonly FileEntry[] {
  const night: NightName = { family: manifest.family, date: manifest.night };
  const folder = folderOf(scopePartKey(dataset, night, scope)({ index: 0, sha256: "" }));
  return filesOf(manifest, dataset).filter(({ key }) => folderOf(key) === folder);
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/"));
}

type Place = Pick<HoleRow, "region" | "bucket" | "queueId" | "tag">;

export function placeKey({ region, bucket, queueId, tag }: Place): string {
  return JSON.stringify([region, bucket, queueId, tag]);
}

function scopeOf({ family, region, bucket, queueId, tag }: ScopeSummary): Scope {
  return { family, region, bucket, queueId, tag };
}
