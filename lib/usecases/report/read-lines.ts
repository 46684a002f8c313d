/**
 * Reads files of a committed revision as a stream of lines, each file checked against what its manifest says.
 *
 * A stored file is in memory packed, never unpacked: a part of 100,000 findings takes some 70 MB. Unpacking stops where
 * it gives more than the manifest says: a few kilobytes may hold gigabytes.
 */

import { createGunzip } from "node:zlib";
import { StoreError } from "../../core/errors.ts";
import { createSha256, sha256Hex } from "../../core/hash.ts";
import type { FileEntry } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export type StoredFile = Omit<FileEntry, "dataset">;

/**
 * Whatever of a chunk outlives two young collections lies until an old one: small chunks keep that small. Where 29
 * nights are merged row by row, chunks of 32 KB live for long, and take 45 MB more.
 */
const chunkSize = 1 << 13;
const lineFeed = 0x0a;
/** Far above any row: the longest hold a message and what a job told beside, at most an answer of 8 MiB as JSON. */
const maxLineBytes = 1 << 26;

/** The file as it is stored. Throws `StoreError` when it is missing or was changed. */
export async function readStored(store: ReportStore, file: StoredFile, signal: AbortSignal): Promise<Uint8Array> {
  const stored = await store.get(file.key, signal);
  if (stored === null) throw new StoreError(`Cannot read the report: ${store.location}/${file.key} is missing`);
  if (sha256Hex(stored) === file.sha256) return stored;
  throw new StoreError(`Cannot trust the report: ${store.location}/${file.key} was changed since it was committed`);
}

/** Buffers of whole lines, with their line feeds, in the order of the file. */
export async function* readChunks(store: ReportStore, file: StoredFile, signal: AbortSignal): AsyncGenerator<Buffer> {
  const stored = await readStored(store, file, signal);
  yield* unpackChunks(stored, { file, where: `${store.location}/${file.key}` });
}

export interface Unpacking {
  readonly file: StoredFile;
  /** For people. */
  readonly where: string;
  /** Bytes that are unpacked at a time. */
  readonly chunkBytes?: number;
}

/** As `readChunks`, of a file as it is stored. */
export async function* unpackChunks(stored: Uint8Array, { file, where, chunkBytes = chunkSize }: Unpacking) {
  const hash = createSha256();
  const unlike = (cause?: unknown) =>
    new StoreError(`Cannot trust the report: ${where} does not hold what its manifest says`, { cause });
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  gunzip.end(stored);
  yield* wholeLines(hashed(gunzip, file.uncompressedBytes, hash, unlike), unlike);
  if (hash.hex() !== file.uncompressedSha256) throw unlike();
}

type Hash = ReturnType<typeof createSha256>;
type Unlike = (cause?: unknown) => StoreError;

async function* hashed(gunzip: AsyncIterable<Buffer>, maxBytes: number, hash: Hash, unlike: Unlike) {
  let bytes = 0;
  try {
    for await (const chunk of gunzip) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw unlike();
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof StoreError ? error : unlike(error);
  }
}

/** What stands behind the last line feed is no line, and is not given. */
async function* wholeLines(chunks: AsyncIterable<Buffer>, unlike: Unlike): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield Buffer.concat([...rest, chunk.subarray(0, end)]);
      rest = [];
      restBytes = 0;
    }
    rest.push(chunk.subarray(end));
    restBytes += chunk.length - end;
    if (restBytes > maxLineBytes) throw unlike();
  }
}

/** The values of files whose lines are all of one schema, in the order of the files. */
export async function* readRows<Row extends { readonly schema: string }>(
  store: ReportStore,
  files: readonly StoredFile[],
  schema: Row["schema"],
  signal: AbortSignal,
): AsyncGenerator<Row> {
  for (const file of files) {
    for await (const chunk of readChunks(store, file, signal)) {
      for (const line of chunk.toString("utf8").split("\n")) {
        if (line !== "") yield asRow(line, schema, `${store.location}/${file.key}`);
      }
    }
  }
}

/** What has the hash that its manifest names is what was written: only the version has to be looked at. */
export function asRow<Row extends { readonly schema: string }>(
  line: string,
  schema: Row["schema"],
  where: string,
): Row {
  const row: Row | null = parseLine(line);
  if (row?.schema === schema) return row;
  throw otherVersion(where);
}

export function otherVersion(where: string): StoreError {
  return new StoreError(`Cannot read ${where}: it was written by another version of this program`);
}

/** Null for what is no JSON. */
export function parseLine<Row>(line: string): Row | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The files of one dataset, in the order in which they were written. */
export function filesOf(
  { files }: { readonly files: readonly FileEntry[] },
  dataset: FileEntry["dataset"],
): readonly FileEntry[] {
  return files.filter((file) => file.dataset === dataset);
}
