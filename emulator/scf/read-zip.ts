/**
 * Reads the archives that functions are uploaded as: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 *
 * Stored and deflated entries, no encryption, no ZIP64. Every entry is unpacked and held against its checksum, and none
 * may have a name that leads out of the folder it is unpacked into.
 */

import { crc32, inflateRawSync } from "node:zlib";

/** What the archive holds, by path; folders are left out. */
export type ZipFiles = ReadonlyMap<string, Uint8Array>;

export class ZipError extends Error {
  override readonly name = "ZipError";
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const maxCommentBytes = 0xffff;

/** Throws `ZipError` for what is no archive of this kind, or would take more than `maxBytes` unpacked. */
export function readZip(zip: Uint8Array, maxBytes: number): ZipFiles {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  try {
    const entries = readEntries(bytes);
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    if (total > maxBytes) throw new ZipError(`its files have ${total} bytes of ${maxBytes}`);
    const files = entries.filter(({ path }) => !path.endsWith("/"));
    return new Map(files.map((entry) => [entry.path, readContent(bytes, entry)]));
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw new ZipError("it is cut off or damaged", { cause: error });
  }
}

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly at: number;
}

function readEntries(bytes: Buffer): readonly Entry[] {
  const end = findEnd(bytes);
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== entrySignature) throw new ZipError("its directory is damaged");
    const pathBytes = bytes.readUInt16LE(at + 28);
    entries.push(readEntry(bytes, at, pathBytes));
    at += 46 + pathBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  const last = bytes.length - endBytes;
  for (let at = last; at >= 0 && at >= last - maxCommentBytes; at -= 1) {
    if (bytes.readUInt32LE(at) === endSignature) return at;
  }
  throw new ZipError("it has no directory");
}

function readEntry(bytes: Buffer, at: number, pathBytes: number): Entry {
  const path = bytes.toString("utf8", at + 46, at + 46 + pathBytes);
  if (/^\/|\\|(^|\/)\.\.(\/|$)/.test(path)) throw new ZipError(`${path} leads out of its folder`);
  return {
    path,
    method: bytes.readUInt16LE(at + 10),
    checksum: bytes.readUInt32LE(at + 16),
    packedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    at: bytes.readUInt32LE(at + 42),
  };
}

function readContent(bytes: Buffer, entry: Entry): Uint8Array {
  if (bytes.readUInt32LE(entry.at) !== localSignature) throw new ZipError(`${entry.path} is not where it should be`);
  const start = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28);
  const content = unpack(bytes.subarray(start, start + entry.packedSize), entry);
  if (content.length !== entry.size || crc32(content) !== entry.checksum)
    throw new ZipError(`${entry.path} is damaged`);
  return content;
}

function unpack(packed: Buffer, { path, method, size }: Entry): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) throw new ZipError(`${path} is packed in a way that is not known here`);
  return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
}
