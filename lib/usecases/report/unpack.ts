/**
 * Unpacks a stored file piece by piece, and checks what comes out against what its manifest says.
 *
 * A stored file is in memory packed, never unpacked: a part of 100,000 findings takes some 70 MB. Unpacking stops where
 * it gives more than the manifest says: a few kilobytes may hold gigabytes.
 */

import { createGunzip } from "node:zlib";
import { StoreError } from "../../core/errors.ts";
import { createSha256 } from "../../core/hash.ts";
import type { FileEntry } from "../../core/schema/manifest.ts";

export interface Unpacking {
  readonly file: Pick<FileEntry, "uncompressedBytes" | "uncompressedSha256">;
  /** For people. */
  readonly where: string;
  /** Bytes that are unpacked at a time. */
  readonly pieceBytes: number;
}

/** Pieces of the file, wherever its lines end. */
export async function* unpack(
  stored: Uint8Array,
  { file, where, pieceBytes }: Unpacking,
): AsyncGenerator<Buffer, void, undefined> {
  const hash = createSha256();
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  gunzip.end(stored);
  let bytes = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > file.uncompressedBytes) throw unlikeManifest(where);
      hash.update(piece);
      yield piece;
    }
  } catch (error) {
    throw error instanceof StoreError ? error : unlikeManifest(where, error);
  }
  if (hash.hex() !== file.uncompressedSha256) throw unlikeManifest(where);
}

export function unlikeManifest(where: string, cause?: unknown): StoreError {
  return new StoreError(`Cannot trust the report: ${where} does not hold what its manifest says`, { cause });
}
