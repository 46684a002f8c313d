/** What lies in a store after an audit, as tests look at it. */

import { gunzipSync } from "node:zlib";
import type { FileEntry } from "../../../lib/core/schema/manifest.ts";
import type { AuditResult } from "../../../lib/usecases/audit/audit-night.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";

export function contentOf(store: MemoryStore, key: string): Buffer {
  const bytes = Buffer.from(store.objects.get(key) ?? []);
  return key.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

/** The rows of a dataset, file by file in the order of the manifest. */
export function rowsOf(store: MemoryStore, { manifest }: AuditResult, dataset: FileEntry["dataset"]): unknown[] {
  return manifest.files
    .filter((file) => file.dataset === dataset)
    .flatMap(({ key }) => contentOf(store, key).toString().trimEnd().split("\n"))
    .map((line) => JSON.parse(line));
}

/** Every object, in the order of keys, as key and bytes in hex; `only` picks by key. */
export function bytesOf(store: MemoryStore, only = /./): string[] {
  return [...store.objects]
    .filter(([key]) => only.test(key))
    .map(([key, bytes]) => `${key} ${Buffer.from(bytes).toString("hex")}`)
    .sort();
}

export function keysOf(store: MemoryStore, only = /./): string[] {
  return [...store.objects.keys()].filter((key) => only.test(key)).sort();
}
