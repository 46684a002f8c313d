/**
 * Writes a report's files and remembers what the manifest will say of each.
 *
 * Nothing that is written here makes a night final: only the commit does.
 */

import { sha256Hex } from "../../core/hash.ts";
import type { Part } from "../../core/key.ts";
import { readableJson } from "../../core/readable-json.ts";
import type { FileEntry } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type LineChunks, packParts, rowsPerPart } from "./parts.ts";
import type { StoredFile } from "./read-lines.ts";

/** `Dataset` is what the manifest may call a file: a night's datasets, or a diff's. */
export interface ReportWriter<Dataset extends string = FileEntry["dataset"]> {
  /** Writes lines as parts; no lines, no file. `keyOf` names each part. */
  lines(dataset: Dataset, keyOf: (part: Part) => string, chunks: LineChunks): Promise<void>;
  /** Writes one value as a JSON document. */
  document(dataset: Dataset, keyOf: (sha256: string) => string, value: object): Promise<void>;
  /** Takes over files that lie in the store already. */
  keep(files: readonly WrittenFile<Dataset>[]): void;
  /** Everything written so far, in the order in which it was written. */
  readonly files: readonly WrittenFile<Dataset>[];
}

type WrittenFile<Dataset extends string> = StoredFile & { readonly dataset: Dataset };

export function createReportWriter<Dataset extends string = FileEntry["dataset"]>(
  store: ReportStore,
  signal: AbortSignal,
): ReportWriter<Dataset> {
  const files: WrittenFile<Dataset>[] = [];
  return {
    files,
    async lines(dataset, keyOf, chunks) {
      let index = 0;
      for await (const { bytes, ...content } of packParts(chunks, rowsPerPart(dataset))) {
        const key = keyOf({ index, sha256: content.sha256 });
        await store.put(key, bytes, signal);
        files.push({ dataset, key, bytes: bytes.length, ...content });
        index += 1;
      }
    },
    async document(dataset, keyOf, value) {
      const bytes = toDocument(value);
      const sha256 = sha256Hex(bytes);
      const key = keyOf(sha256);
      await store.put(key, bytes, signal);
      const size = { bytes: bytes.length, uncompressedBytes: bytes.length };
      files.push({ dataset, key, rows: 1, sha256, uncompressedSha256: sha256, ...size });
    },
    keep: (kept) => void files.push(...kept),
  };
}

/** A JSON document as it is stored: people read it too. */
export function toDocument(value: object): Buffer {
  return Buffer.from(`${readableJson(value)}\n`);
}
