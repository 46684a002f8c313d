/** A night as it lies in a store, with two files and a diff, for who takes it from there. */

import { gzip } from "../../../lib/core/gzip.ts";
import { sha256Hex } from "../../../lib/core/hash.ts";
import { diffCommitKey, diffKey, diffManifestKey, nightPartKey, regressionPartKey } from "../../../lib/core/key.ts";
import type { Diff, DiffCommit, DiffManifest } from "../../../lib/core/schema/diff.ts";
import type { FileEntry, Manifest } from "../../../lib/core/schema/manifest.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { toDocument } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest, night } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;

interface Content {
  readonly bytes: Buffer;
  readonly said: Omit<FileEntry, "dataset" | "key">;
}

function contentOf(text: string): Content {
  const bytes = gzip(Buffer.from(text));
  const sizes = { bytes: bytes.length, rows: 1, uncompressedBytes: Buffer.byteLength(text) };
  return { bytes, said: { ...sizes, sha256: sha256Hex(bytes), uncompressedSha256: sha256Hex(text) } };
}

/** Writes one file of the night, and tells what a manifest says of it. */
export function putFile(store: MemoryStore, dataset: "queues" | "ledgers", text: string): FileEntry {
  const { bytes, said } = contentOf(text);
  const key = nightPartKey(dataset, night)({ index: 0, sha256: said.sha256 });
  store.objects.set(key, bytes);
  return { dataset, key, ...said };
}

/** Commits a revision of the night whose files are these. */
export async function putRevision(store: MemoryStore, change: Partial<Manifest>): Promise<string> {
  return (await commitNight(committing(store), aManifest({ inputs: [], ...change }), signal)).commit.manifest;
}

/** A diff of a night that has nothing to be compared with. */
function emptyDiff(): Diff {
  const zero = { before: 0, after: 0 };
  const groups = { new: 0, regressed: 0, updated: 0, unchanged: 0, absent: 0, unknown: 0 };
  const outcomes = { succeeded: 0, failed: 0, cancelled: 0, vanished: 0, changed: 0, unrecognised: 0 };
  return {
    schema: "job-audit/diff/v1",
    family: night.family,
    night: night.date,
    status: "complete",
    baselines: [],
    leftOut: [],
    headline: {
      worse: 0,
      groups,
      failed: zero,
      ended: zero,
      carried: { ...outcomes, "still-open": 0, "not-seen": 0, "hidden-failure": 0, retried: 0 },
      inputs: { failedAgain: 0, recovered: null },
      queues: 0,
      rates: null,
      scopes: { complete: 0, incomplete: 0, gone: 0, notAudited: 0, withoutBaseline: 0 },
    },
    worst: [],
    scopes: [],
  };
}

/** Commits a diff of the night whose manifest this is. */
export function putDiff(store: MemoryStore, revision: number, manifest: string): void {
  const { bytes, said } = contentOf(`regression ${revision}\n`);
  const key = regressionPartKey(night)({ index: 0, sha256: said.sha256 });
  store.objects.set(key, bytes);
  const of = { family: night.family, night: night.date, revision, status: "complete" as const };
  const document = toDocument(emptyDiff());
  const sha256 = sha256Hex(document);
  const sizes = { bytes: document.length, rows: 1, uncompressedBytes: document.length };
  const diffAt = diffKey(night, sha256);
  store.objects.set(diffAt, document);
  const manifestOf: DiffManifest = {
    schema: "job-audit/diff-manifest/v1",
    ...of,
    producer: { name: "job-audit", version: "0.1.0" },
    worse: 1,
    of: { night: night.date, manifest },
    history: [],
    series: [],
    leftOut: [],
    alwaysAlert: [],
    tuning: null,
    files: [
      { dataset: "regressions", key, ...said },
      { dataset: "diff", key: diffAt, ...sizes, sha256, uncompressedSha256: sha256 },
    ],
  };
  putDiffCommit(store, manifestOf);
}

function putDiffCommit(store: MemoryStore, manifest: DiffManifest): void {
  const document = toDocument(manifest);
  const manifestSha256 = sha256Hex(document);
  const { revision, status } = manifest;
  const key = diffManifestKey(night, manifestSha256);
  store.objects.set(key, document);
  const commit: DiffCommit = {
    schema: "job-audit/diff-commit/v1",
    family: night.family,
    night: night.date,
    revision,
    status,
    manifest: key,
    manifestSha256,
    replaces: revision === 1 ? null : diffCommitKey(night, revision - 1),
  };
  store.objects.set(diffCommitKey(night, revision), toDocument(commit));
}

/** One revision of two files, and a diff of two: eight objects. */
export async function aStoredNight(): Promise<MemoryStore> {
  const store = memoryStore();
  const files = [putFile(store, "queues", "a queue\n"), putFile(store, "ledgers", "a ledger\n")];
  putDiff(store, 1, await putRevision(store, { files }));
  store.calls.length = 0;
  return store;
}
