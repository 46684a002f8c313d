/** Multipart uploads up to their completion: initiate, upload part, list parts, abort. */

import type { EmulatorReply } from "../http.ts";
import type { CosCall } from "./call.ts";
import { checkContentMd5, md5, quoted } from "./content-hashes.ts";
import { crc64 } from "./crc64.ts";
import { CosFault } from "./fault.ts";
import { keptHeaders } from "./object-headers.ts";
import { checkMayWrite } from "./put-object.ts";
import type { Part, Upload } from "./uploads.ts";
import { element, field, xmlReply } from "./xml.ts";

export async function initiateUpload(call: CosCall): Promise<EmulatorReply> {
  const { bucket, key, request } = call;
  await checkMayWrite(call);
  const headers = keptHeaders(request.headers);
  const id = call.uploads.start({ bucket: bucket.name, key, headers, startedAt: call.now });
  return xmlReply("InitiateMultipartUploadResult", [
    field("Bucket", bucket.name),
    field("Key", key),
    field("UploadId", id),
  ]);
}

export async function uploadPart(call: CosCall): Promise<EmulatorReply> {
  const { request } = call;
  const upload = uploadOf(call);
  const number = readCount(request.query, "partNumber", { least: 1, most: 10_000 });
  checkContentMd5(request);
  const etag = quoted(md5(request.body));
  upload.parts.set(number, { bytes: request.body, etag, receivedAt: call.now });
  return { status: 200, headers: { etag, "x-cos-hash-crc64ecma": crc64(request.body).toString() } };
}

export async function listParts(call: CosCall): Promise<EmulatorReply> {
  const { bucket, key, request } = call;
  const upload = uploadOf(call);
  const marker = readCount(request.query, "part-number-marker", { usual: "0", least: 0, most: 10_000 });
  const maxParts = readCount(request.query, "max-parts", { usual: "1000", least: 1, most: 1000 });
  const following = partsAfter(upload, marker);
  const page = following.slice(0, maxParts);
  const more = following.length > page.length;
  return xmlReply("ListPartsResult", [
    field("Bucket", bucket.name),
    field("Key", key),
    field("UploadId", upload.id),
    field("PartNumberMarker", marker),
    ...page.slice(more ? -1 : page.length).map(([number]) => field("NextPartNumberMarker", number)),
    field("MaxParts", maxParts),
    field("IsTruncated", more),
    ...page.map(([number, part]) => partXml(number, part)),
  ]);
}

export async function abortUpload(call: CosCall): Promise<EmulatorReply> {
  call.uploads.end(uploadOf(call).id);
  return { status: 204 };
}

export function uploadOf({ request, bucket, key, uploads }: CosCall): Upload {
  return uploads.get(String(request.query.get("uploadId")), bucket.name, key);
}

interface Bounds {
  /** Taken when the request does not say. Without it the request has to. */
  readonly usual?: string;
  readonly least: number;
  readonly most: number;
}

function readCount(query: ReadonlyMap<string, string>, name: string, { usual = "", least, most }: Bounds): number {
  const value = query.get(name) ?? usual;
  if (/^\d{1,5}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw new CosFault("InvalidArgument", `${name} is a whole number from ${least} to ${most}.`);
}

function partsAfter(upload: Upload, marker: number): readonly (readonly [number, Part])[] {
  return [...upload.parts].filter(([number]) => number > marker).sort(([a], [b]) => a - b);
}

function partXml(number: number, { bytes, etag, receivedAt }: Part): string {
  return element("Part", [
    field("PartNumber", number),
    field("LastModified", new Date(receivedAt).toISOString()),
    field("ETag", etag),
    field("Size", bytes.length),
  ]);
}
