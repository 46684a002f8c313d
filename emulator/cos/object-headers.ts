/** Headers that belong to an object: given when it is written, sent back whenever it is read. */

import { CosFault } from "./fault.ts";
import type { ObjectRecord } from "./object-storage.ts";

const kept = new Set([
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
  "x-cos-server-side-encryption",
  "x-cos-storage-class",
]);

/** Query parameters by which a reader has a header replaced, for example in a presigned link. */
const replaceable = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

export function keptHeaders(headers: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const found: Record<string, string> = { "content-type": "application/octet-stream" };
  for (const [name, value] of headers) {
    if (value !== "" && (kept.has(name) || name.startsWith("x-cos-meta-"))) found[name] = value;
  }
  return found;
}

export function replacedHeaders(query: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of replaceable) {
    const value = query.get(`response-${name}`);
    if (value === undefined) continue;
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw new CosFault("InvalidArgument", `response-${name} holds what no header can hold.`);
    }
    found[name] = value;
  }
  return found;
}

export function recordHeaders(record: ObjectRecord): Readonly<Record<string, string>> {
  return {
    ...record.headers,
    etag: record.etag,
    "last-modified": new Date(record.modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
    "x-cos-hash-crc64ecma": record.crc64,
    "x-cos-object-type": record.appendable ? "appendable" : "normal",
    ...(record.appendable && { "x-cos-next-append-position": String(record.size) }),
  };
}
