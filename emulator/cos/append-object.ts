/**
 * APPEND Object: adds to the end of an object that was made by appending, if the client knows where the end is.
 *
 * Its ETag is not promised to be the MD5 of the content (vendor page "APPEND Object": a unique identifier), and here
 * it is not.
 */

import type { EmulatorReply } from "../http.ts";
import type { CosCall } from "./call.ts";
import { checkContentMd5, md5, quoted, sha1Hex } from "./content-hashes.ts";
import { crc64 } from "./crc64.ts";
import { CosFault } from "./fault.ts";
import { keptHeaders } from "./object-headers.ts";
import type { StoredObject } from "./object-storage.ts";

export async function appendObject(call: CosCall): Promise<EmulatorReply> {
  const { request, bucket, key, storage } = call;
  if (bucket.multiAz) throw new CosFault("MethodNotAllowed", "A bucket with multi-AZ enabled takes no APPEND Object.");
  const position = readPosition(request.query);
  checkContentMd5(request);
  const before = await storage.read(bucket.name, key);
  if (before?.record.appendable === false) throw new CosFault("ObjectNotAppendable");
  if (position !== (before?.record.size ?? 0)) throw new CosFault("PositionNotEqualToLength");
  const after = appended(before, call);
  await storage.write(bucket.name, key, after);
  return {
    status: 200,
    headers: {
      etag: after.record.etag,
      "x-cos-content-sha1": sha1Hex(request.body),
      "x-cos-hash-crc64ecma": after.record.crc64,
      "x-cos-next-append-position": String(after.record.size),
    },
  };
}

function readPosition(query: ReadonlyMap<string, string>): number {
  const position = query.get("position") ?? "";
  if (/^\d{1,15}$/.test(position)) return Number(position);
  throw new CosFault("InvalidArgument", "APPEND Object needs a position: the bytes that the object has so far.");
}

/** The headers are those of the first block. */
function appended(before: StoredObject | null, { request, now }: CosCall): StoredObject {
  const bytes = before === null ? request.body : Buffer.concat([before.bytes, request.body]);
  const record = {
    size: bytes.length,
    etag: quoted(md5(Buffer.concat([Buffer.from(before?.record.etag ?? "appended"), md5(request.body)]))),
    crc64: crc64(request.body, BigInt(before?.record.crc64 ?? 0)).toString(),
    modifiedAt: now,
    appendable: true,
    headers: before?.record.headers ?? keptHeaders(request.headers),
  };
  return { record, bytes };
}
