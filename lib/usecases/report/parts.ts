/** Parts: a stream of lines as gzip files of bounded length, each with what a manifest says of it. */

import { once } from "node:events";
import { createGzip, type Gzip } from "node:zlib";
import { forgetSystem, gzipLevel } from "../../core/gzip.ts";
import { createSha256, type Sha256, sha256Hex } from "../../core/hash.ts";
import type { nightPartKey } from "../../core/key.ts";

export interface PartContent {
  readonly bytes: Buffer;
  readonly rows: number;
  readonly sha256: string;
  readonly uncompressedBytes: number;
  readonly uncompressedSha256: string;
}

/** Lines, with their line feeds; a chunk holds whole lines. */
export type LineChunks = AsyncIterable<Buffer> | Iterable<Buffer>;

/** A reader that wants one row of a scope unpacks no more than this. */
const mostRows = 100_000;

/**
 * Whoever reads many nights side by side holds a packed part of each: a diff the groups of 29 nights, a night the
 * amendments of all its inputs. Of 100,000 rows each, that is more than a function's memory.
 */
const mostRowsOfNight = 10_000;

const nightDatasets: ReadonlySet<string> = new Set<Parameters<typeof nightPartKey>[0]>([
  "groups",
  "carried",
  "amendments",
  "recoveries",
  "queues",
  "ledgers",
  "thresholds",
]);

/** Rows of one part at most. */
export function rowsPerPart(dataset: string): number {
  return nightDatasets.has(dataset) ? mostRowsOfNight : mostRows;
}

/** Cuts after every `maxRows` lines. The bytes of a part depend on its lines only, not on how they were chunked. */
export async function* packParts(chunks: LineChunks, maxRows: number): AsyncGenerator<PartContent> {
  let part = openPart();
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const { end, rows } = linesEnd(chunk, from, maxRows - part.rows);
      await addLines(part, chunk.subarray(from, end), rows);
      from = end;
      if (part.rows === maxRows) {
        yield await closePart(part);
        part = openPart();
      }
    }
  }
  if (part.rows > 0) yield await closePart(part);
}

interface OpenPart {
  readonly gzip: Gzip;
  readonly packed: Buffer[];
  readonly hash: Sha256;
  rows: number;
  bytes: number;
}

function openPart(): OpenPart {
  const gzip = createGzip({ level: gzipLevel });
  const packed: Buffer[] = [];
  gzip.on("data", (chunk: Buffer) => packed.push(chunk));
  return { gzip, packed, hash: createSha256(), rows: 0, bytes: 0 };
}

const lineFeed = 0x0a;

/** Where the next `most` lines from `from` on end, and how many there are. */
function linesEnd(chunk: Buffer, from: number, most: number): { readonly end: number; readonly rows: number } {
  let end = from;
  let rows = 0;
  while (rows < most && end < chunk.length) {
    const feed = chunk.indexOf(lineFeed, end);
    end = feed === -1 ? chunk.length : feed + 1;
    rows += 1;
  }
  return { end, rows };
}

async function addLines(part: OpenPart, lines: Buffer, rows: number): Promise<void> {
  part.rows += rows;
  part.bytes += lines.length;
  part.hash.update(lines);
  if (!part.gzip.write(lines)) await once(part.gzip, "drain");
}

async function closePart({ gzip, packed, hash, rows, bytes }: OpenPart): Promise<PartContent> {
  gzip.end();
  await once(gzip, "end");
  const content = forgetSystem(Buffer.concat(packed));
  return { bytes: content, rows, sha256: sha256Hex(content), uncompressedBytes: bytes, uncompressedSha256: hash.hex() };
}
