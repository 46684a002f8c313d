/** Complete Multipart Upload: the parts that the client names become the object, or nothing changes. */

import type { EmulatorReply } from "../http.ts";
import type { CosCall } from "./call.ts";
import { checkContentMd5, md5, quoted } from "./content-hashes.ts";
import { crc64 } from "./crc64.ts";
import { CosFault } from "./fault.ts";
import { uploadOf } from "./multipart.ts";
import type { ObjectRecord } from "./object-storage.ts";
import { type NamedPart, readPartList } from "./part-list.ts";
import { checkMayWrite } from "./put-object.ts";
import type { Part, Upload } from "./uploads.ts";
import { field, xmlReply } from "./xml.ts";

const smallestPart = 1024 * 1024;

export async function completeUpload(call: CosCall): Promise<EmulatorReply> {
  const { request, bucket, key } = call;
  checkContentMd5(request);
  const upload = uploadOf(call);
  const parts = chosenParts(upload, readPartList(request.body.toString()));
  await checkMayWrite(call);
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  const record = joined(bytes, parts, upload, call.now);
  await call.storage.write(bucket.name, key, { record, bytes });
  call.uploads.end(upload.id);
  const reply = xmlReply("CompleteMultipartUploadResult", [
    field("Location", `http://${request.host}/${key}`),
    field("Bucket", bucket.name),
    field("Key", key),
    field("ETag", record.etag),
  ]);
  return { ...reply, headers: { ...reply.headers, "x-cos-hash-crc64ecma": record.crc64 } };
}

function chosenParts(upload: Upload, named: readonly NamedPart[]): readonly Part[] {
  const ascending = named.every(({ number }, index) => number > (named[index - 1]?.number ?? 0));
  if (!ascending) throw new CosFault("InvalidPartOrder");
  const parts = named.map((part) => sentPart(upload, part));
  if (parts.slice(0, -1).some(({ bytes }) => bytes.length < smallestPart)) throw new CosFault("EntityTooSmall");
  return parts;
}

function sentPart(upload: Upload, { number, etag }: NamedPart): Part {
  const part = upload.parts.get(number);
  if (part?.etag !== etag) throw new CosFault("InvalidPart");
  return part;
}

/** The ETag ends in the number of parts and is not the MD5 of the content. */
function joined(bytes: Buffer, parts: readonly Part[], upload: Upload, now: number): ObjectRecord {
  const hashes = Buffer.concat(parts.map((part) => md5(part.bytes)));
  return {
    size: bytes.length,
    etag: quoted(md5(hashes), `-${parts.length}`),
    crc64: crc64(bytes).toString(),
    modifiedAt: now,
    appendable: false,
    headers: upload.headers,
  };
}
