/**
 * A page of the bucket list: the buckets in which a family's service is switched on.
 *
 * Source: the vendor's page "Query Image Processing (Async) Service".
 */

import { ProtocolError } from "../../core/errors.ts";
import { type FamilyName, families } from "../../core/family.ts";
import type { Bucket } from "../../core/queue.ts";
import type { ListPage } from "../../ports/cloud-infinite.ts";
import { childCount, childTime } from "./child-values.ts";
import { readResponse } from "./read-response.ts";
import { showText } from "./show-bytes.ts";
import { childrenNamed, childText, type XmlElement } from "./xml-element.ts";

/** Throws `ProtocolError` on what cannot be read, and `ServiceError` on an error answered with status 200. */
export function decodeBucketPage(bytes: Uint8Array, family: FamilyName): ListPage<Bucket> {
  return readResponse(bytes, (response) => ({
    rows: childrenNamed(response, families[family].bucketElement).flatMap((element) => decodeBucket(element) ?? []),
    totalCount: childCount(response, "TotalCount"),
  }));
}

/** Null for an empty placeholder. Name is documented as the same as BucketId. */
function decodeBucket(element: XmlElement): Bucket | null {
  const name = childText(element, "BucketId") ?? childText(element, "Name");
  const region = childText(element, "Region");
  if (name === null && region === null) return null;
  if (name === null) throw new ProtocolError("Cannot read a bucket of the answer: it has no BucketId.");
  if (region === null) throw new ProtocolError(`Cannot read bucket ${showText(name, 80)}: it has no Region.`);
  return { name, region, createdAt: childTime(element, "CreateTime") };
}
