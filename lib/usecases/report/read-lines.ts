/** Reads files of a committed revision as a stream of lines, each file checked against what its manifest says. */

import { StoreError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { FileEntry } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { unlikeManifest, unpack } from "./unpack.ts";
import { wholeLines, wholeLinesInPlace } from "./whole-lines.ts";

export type StoredFile = Omit<FileEntry, "dataset">;

/**
 * Whatever of a chunk outlives two young collections lies until an old one: small chunks keep that small. Where 29
 * nights are merged row by row, chunks of 32 KB live for long, and take 45 MB more.
 */
const pieceBytes = 1 << 13;

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
  const where = `${store.location}/${file.key}`;
  yield* wholeLines(unpack(stored, { file, where, pieceBytes }), () => unlikeManifest(where));
}

/** Where a row is done with before the next is read, pieces of any size die young: each costs a turn of the event loop. */
const largePieceBytes = 1 << 15;

/** As `readChunks`, for who is done with a chunk before asking for the next: all of them lie in one memory. */
export async function* readInPlace(store: ReportStore, file: StoredFile, signal: AbortSignal): AsyncGenerator<Buffer> {
  yield* linesInPlace(await readStored(store, file, signal), file, `${store.location}/${file.key}`);
}

/** As `readInPlace`, of a file as it is stored. `where` is for people. */
export function linesInPlace(stored: Uint8Array, file: StoredFile, where: string): AsyncGenerator<Buffer> {
  const pieces = unpack(stored, { file, where, pieceBytes: largePieceBytes });
  return wholeLinesInPlace(pieces, () => unlikeManifest(where));
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
