/** GET Bucket (List Objects): the keys of a bucket by pages, as far as the listing knows of them yet. */

import type { EmulatorReply } from "../http.ts";
import type { CosCall } from "./call.ts";
import { CosFault } from "./fault.ts";
import { type ListQuery, listPage } from "./list-page.ts";
import type { ListedObject } from "./object-storage.ts";
import { element, field, xmlReply } from "./xml.ts";

type Encode = (text: string) => string;

export async function listObjects(call: CosCall): Promise<EmulatorReply> {
  const { request, bucket, storage } = call;
  const query = readListQuery(request.query);
  const encode = readEncoding(request.query);
  const objects = await storage.list(bucket.name, query.prefix);
  const known = objects.filter(({ record }) => record.modifiedAt + call.listDelayMs <= call.now);
  const { nextMarker, ...page } = listPage(known, query);
  return xmlReply("ListBucketResult", [
    field("Name", bucket.name),
    ...(request.query.has("encoding-type") ? [field("EncodingType", "url")] : []),
    field("Prefix", encode(query.prefix)),
    field("Marker", encode(query.marker)),
    field("MaxKeys", query.maxKeys),
    ...(query.delimiter === "" ? [] : [field("Delimiter", encode(query.delimiter))]),
    field("IsTruncated", nextMarker !== null),
    ...(nextMarker === null ? [] : [field("NextMarker", encode(nextMarker))]),
    ...page.objects.map((object) => contents(object, bucket.name, encode)),
    ...page.commonPrefixes.map((prefix) => element("CommonPrefixes", [field("Prefix", encode(prefix))])),
  ]);
}

/** At most 1,000 entries a page, however many are asked for. */
function readListQuery(query: ReadonlyMap<string, string>): ListQuery {
  const maxKeys = query.get("max-keys") ?? "1000";
  if (!/^[1-9]\d*$/.test(maxKeys)) throw new CosFault("InvalidArgument", "max-keys is a whole number from 1 to 1000.");
  return {
    prefix: query.get("prefix") ?? "",
    marker: query.get("marker") ?? "",
    delimiter: query.get("delimiter") ?? "",
    maxKeys: Math.min(Number(maxKeys), 1000),
  };
}

function readEncoding(query: ReadonlyMap<string, string>): Encode {
  const encoding = query.get("encoding-type");
  if (encoding === undefined) return (text) => text;
  if (encoding === "url") return (text) => encodeURIComponent(text).replaceAll("%2F", "/");
  throw new CosFault("InvalidArgument", "encoding-type can only be url.");
}

function contents({ key, record }: ListedObject, bucket: string, encode: Encode): string {
  const appId = bucket.slice(bucket.lastIndexOf("-") + 1);
  return element("Contents", [
    field("Key", encode(key)),
    field("LastModified", new Date(record.modifiedAt).toISOString()),
    field("ETag", record.etag),
    field("Size", record.size),
    element("Owner", [field("ID", appId), field("DisplayName", appId)]),
    field("StorageClass", record.headers["x-cos-storage-class"] ?? "STANDARD"),
  ]);
}
