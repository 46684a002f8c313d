/** GET, HEAD and DELETE of one object. */

import type { EmulatorReply, EmulatorRequest } from "../http.ts";
import { readRange } from "./byte-range.ts";
import type { CosCall } from "./call.ts";
import { CosFault } from "./fault.ts";
import { recordHeaders, replacedHeaders } from "./object-headers.ts";
import type { ObjectRecord } from "./object-storage.ts";

export async function getObject({ request, bucket, key, storage }: CosCall): Promise<EmulatorReply> {
  const object = await storage.read(bucket.name, key);
  if (object === null) throw new CosFault("NoSuchKey");
  const { record, bytes } = object;
  const headers = { ...recordHeaders(record), ...replacedHeaders(request.query) };
  if (isKnownToClient(record, request)) return { status: 304, headers };
  const range = readRange(request.headers.get("range"), record.size);
  if (range === null) return { status: 200, headers, body: bytes };
  const contentRange = `bytes ${range.first}-${range.last}/${record.size}`;
  return {
    status: 206,
    headers: { ...headers, "content-range": contentRange },
    body: bytes.subarray(range.first, range.last + 1),
  };
}

/** The reply's `content-length` is the object's, though no body follows. */
export async function headObject({ request, bucket, key, storage }: CosCall): Promise<EmulatorReply> {
  const record = await storage.head(bucket.name, key);
  if (record === null) throw new CosFault("NoSuchKey");
  const headers = recordHeaders(record);
  if (isKnownToClient(record, request)) return { status: 304, headers };
  return { status: 200, headers: { ...headers, "content-length": String(record.size) } };
}

/** Deleting what is not there succeeds. */
export async function deleteObject({ bucket, key, storage }: CosCall): Promise<EmulatorReply> {
  await storage.remove(bucket.name, key);
  return { status: 204 };
}

function isKnownToClient({ etag }: ObjectRecord, { headers }: EmulatorRequest): boolean {
  const match = headers.get("if-match");
  if (match !== undefined && !names(match, etag)) throw new CosFault("PreconditionFailed");
  const noneMatch = headers.get("if-none-match");
  return noneMatch !== undefined && names(noneMatch, etag);
}

function names(condition: string, etag: string): boolean {
  return condition.split(",").some((name) => ["*", etag, etag.slice(1, -1)].includes(name.trim()));
}
