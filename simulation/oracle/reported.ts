/** What was committed, night by night and revision by revision. What cannot be read is a violation of its own. */

import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import type { Finding, OpenJob } from "../../lib/core/schema/finding.ts";
import type { Group } from "../../lib/core/schema/group.ts";
import type { LedgerLine } from "../../lib/core/schema/ledger.ts";
import {
  type Commit,
  commitSchema,
  type FileEntry,
  type Manifest,
  manifestSchema,
} from "../../lib/core/schema/manifest.ts";
import type { QueueRow } from "../../lib/core/schema/queue.ts";
import type { Recovery } from "../../lib/core/schema/recovery.ts";
import type { Summary } from "../../lib/core/schema/summary.ts";
import type { ThresholdRow } from "../../lib/core/schema/threshold.ts";
import type { Played, Violation } from "../played.ts";
import { linesOf, objectAt, parseJson, sha256, storedKey, unpack } from "./stored.ts";

interface Rows {
  readonly findings: readonly Finding[];
  readonly groups: readonly Group[];
  readonly open: readonly OpenJob[];
  readonly carried: readonly Carried[];
  readonly amendments: readonly Amendment[];
  readonly recoveries: readonly Recovery[];
  readonly queues: readonly QueueRow[];
  readonly ledgers: readonly LedgerLine[];
  readonly thresholds: readonly ThresholdRow[];
  readonly summaries: readonly Summary[];
}

export interface Revision {
  readonly date: string;
  readonly revision: number;
  /** As reports name it. */
  readonly key: string;
  readonly commit: Commit;
  readonly manifest: Manifest;
  readonly rows: Rows;
  /** Of the write that committed it, among all writes. */
  readonly writeIndex: number;
  readonly committedAt: number;
}

export interface ReportedNight {
  readonly date: string;
  /** In their order; never empty. */
  readonly revisions: readonly Revision[];
  readonly newest: Revision;
}

export interface Reported {
  /** In the order of dates. */
  readonly nights: readonly ReportedNight[];
  readonly violations: readonly Violation[];
}

const commitName = /^v1\/commits\/family=pic\/date=(\d{4}-\d\d-\d\d)\/r(\d{4})\.json$/;

export function readReported(played: Played): Reported {
  const violations: Violation[] = [];
  const byDate = new Map<string, Revision[]>();
  for (const [stored, bytes] of [...played.objects].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const key = stored.replace(storedKey(""), "");
    const [, date, digits] = commitName.exec(key) ?? [];
    if (date === undefined) continue;
    const revision = readRevision(played, { key, date, revision: Number(digits), bytes });
    if (typeof revision === "string") violations.push({ promise: "4", text: `${key}: ${revision}` });
    else byDate.set(date, [...(byDate.get(date) ?? []), revision]);
  }
  const nights = [...byDate].map(([date, revisions]) => ({ date, revisions, newest: revisions.at(-1) as Revision }));
  return { nights: nights.sort((a, b) => (a.date < b.date ? -1 : 1)), violations };
}

interface StoredCommit {
  readonly key: string;
  readonly date: string;
  readonly revision: number;
  readonly bytes: Buffer;
}

/** Text: why it cannot be read. */
function readRevision(played: Played, { key, date, revision, bytes }: StoredCommit): Revision | string {
  const commit = commitSchema.safeParse(parseJson(bytes.toString()));
  if (!commit.success) return `is no commit: ${commit.error.message}`;
  const stored = objectAt(played.objects, commit.data.manifest);
  if (stored === undefined) return `names a manifest that is not there: ${commit.data.manifest}`;
  if (sha256(stored) !== commit.data.manifestSha256) return "names a manifest with another hash";
  const manifest = manifestSchema.safeParse(parseJson(stored.toString()));
  if (!manifest.success) return `names what is no manifest: ${manifest.error.message}`;
  const rows = readRows(played, manifest.data);
  if (typeof rows === "string") return rows;
  const writeIndex = played.writes.findIndex((write) => write.key === storedKey(key));
  if (writeIndex < 0) return "was never written";
  const committedAt = played.writes[writeIndex]?.at ?? 0;
  return { date, revision, key, commit: commit.data, manifest: manifest.data, rows, writeIndex, committedAt };
}

function readRows(played: Played, { files }: Manifest): Rows | string {
  const rows: Record<FileEntry["dataset"], unknown[]> = {
    findings: [],
    groups: [],
    open: [],
    carried: [],
    amendments: [],
    recoveries: [],
    queues: [],
    ledgers: [],
    thresholds: [],
    summaries: [],
  };
  for (const file of files) {
    const read = readFile(played, file);
    if (typeof read === "string") return `${file.key}: ${read}`;
    rows[file.dataset].push(...read);
  }
  return rows as unknown as Rows;
}

/** Rows, or why the file is not what the manifest says. */
function readFile(played: Played, file: FileEntry): readonly unknown[] | string {
  const bytes = objectAt(played.objects, file.key);
  if (bytes === undefined) return "is not there";
  if (bytes.length !== file.bytes || sha256(bytes) !== file.sha256) return "is not what its manifest says";
  const content = file.key.endsWith(".gz") ? unpack(bytes) : bytes;
  if (content === null) return "cannot be unpacked";
  if (content.length !== file.uncompressedBytes || sha256(content) !== file.uncompressedSha256)
    return "unpacked is not what its manifest says";
  const lines = file.dataset === "summaries" ? [content.toString()] : linesOf(content.toString());
  if (lines.length !== file.rows) return `has ${lines.length} rows, its manifest says ${file.rows}`;
  const rows = lines.map(parseJson);
  return rows.includes(null) ? "holds what is no JSON" : rows;
}
