/** Puts lines into a store as a committed file has them, and says what a manifest says of it. */

import { gzip } from "../../lib/core/gzip.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import type { StoredFile } from "../../lib/usecases/report/read-lines.ts";
import type { MemoryStore } from "../fakes/memory-store.ts";

export function storeLines(store: MemoryStore, key: string, rows: readonly object[]): StoredFile {
  const text = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const packed = gzip(text);
  store.objects.set(key, packed);
  return {
    key,
    bytes: packed.length,
    rows: rows.length,
    sha256: sha256Hex(packed),
    uncompressedBytes: text.length,
    uncompressedSha256: sha256Hex(text),
  };
}
