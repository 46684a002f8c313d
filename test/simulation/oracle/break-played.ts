/** Breaks what was played, and nothing else: hashes, sizes and counts of rows go along, so that only the content is wrong. */

import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Commit, Manifest } from "../../../lib/core/schema/manifest.ts";
import type { Played } from "../../../simulation/played.ts";

type Dataset = Manifest["files"][number]["dataset"];
export type Row = Record<string, unknown>;

const root = "audits/";

export function commitKey(date: string, revision = 1): string {
  return `${root}v1/commits/family=pic/date=${date}/r000${revision}.json`;
}

export function commitOf(played: Played, date: string): Commit {
  return JSON.parse(String(played.objects.get(commitKey(date)))) as Commit;
}

export function manifestOf(played: Played, date: string): Manifest {
  return JSON.parse(String(played.objects.get(root + commitOf(played, date).manifest))) as Manifest;
}

/** Other bytes under the key, as if they had been written in the first place. */
export function withObject(played: Played, key: string, bytes: Buffer): Played {
  const hash = sha256(bytes);
  const writes = played.writes.map((write) => (write.key === key ? { ...write, sha256: hash } : write));
  return { ...played, objects: new Map(played.objects).set(key, bytes), writes };
}

/** Another manifest, which the commit names. */
export function withManifest(played: Played, date: string, change: (manifest: Manifest) => Manifest): Played {
  const commit = commitOf(played, date);
  const bytes = Buffer.from(JSON.stringify(change(manifestOf(played, date))));
  const changed = withObject(played, root + commit.manifest, bytes);
  return withCommit(changed, date, (before) => ({ ...before, manifestSha256: sha256(bytes) }));
}

export function withCommit(played: Played, date: string, change: (commit: Commit) => Commit): Played {
  return withObject(played, commitKey(date), Buffer.from(JSON.stringify(change(commitOf(played, date)))));
}

/** Other rows in the first file of a dataset, or in a new one where it has none. */
export function withRows(played: Played, date: string, dataset: Dataset, change: (rows: Row[]) => Row[]): Played {
  const file = manifestOf(played, date).files.find((each) => each.dataset === dataset);
  const key = file?.key ?? `v1/${dataset}/family=pic/date=${date}/part-00000-new.jsonl.gz`;
  const stored = played.objects.get(root + key);
  const isGzip = key.endsWith(".gz");
  const text = stored === undefined ? "" : String(isGzip ? gunzipSync(stored) : stored);
  const before = isGzip ? text.split("\n").filter(Boolean) : [text];
  const rows = change(before.map((line) => JSON.parse(line) as Row));
  const content = Buffer.from(
    isGzip ? rows.map((row) => `${JSON.stringify(row)}\n`).join("") : JSON.stringify(rows[0]),
  );
  const bytes = isGzip ? gzipSync(content) : content;
  const entry = {
    dataset,
    key,
    bytes: bytes.length,
    rows: rows.length,
    sha256: sha256(bytes),
    uncompressedBytes: content.length,
    uncompressedSha256: sha256(content),
  };
  const first = { at: 0, key: root + key, sha256: entry.sha256, replaced: null };
  const written = stored === undefined ? { ...played, writes: [first, ...played.writes] } : played;
  return withManifest(withObject(written, root + key, bytes), date, (manifest) => ({
    ...manifest,
    files:
      file === undefined ? [...manifest.files, entry] : manifest.files.map((each) => (each.key === key ? entry : each)),
  }));
}

/** Under another key from the beginning on. */
export function move(played: Played, from: string, to: string): Played {
  const renamed = (key: string) => (key === from ? to : key);
  const objects = new Map([...played.objects].map(([key, bytes]) => [renamed(key), bytes]));
  return { ...played, objects, writes: played.writes.map((write) => ({ ...write, key: renamed(write.key) })) };
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
