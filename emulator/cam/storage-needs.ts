/**
 * The permission that a request to object storage or Cloud Infinite needs, from the vendor's tables.
 *
 * Object storage: page "Cloud Object Storage" of CAM and "Working with COS API Authorization Policies"; both name bucket
 * and path. Cloud Infinite: page "Authorization Granularity Details"; its rows on images leave the region empty.
 */

import type { EmulatorRequest } from "../http.ts";
import type { Target } from "../route-host.ts";
import type { Need } from "./evaluate.ts";
import type { Account } from "./identities.ts";

interface CosRow {
  readonly method: string;
  readonly on: "bucket" | "object";
  /** A query parameter that has to be there. */
  readonly has?: string;
  readonly action: string;
}

/** The first row that fits counts. */
const cosRows: readonly CosRow[] = [
  { method: "GET", on: "bucket", has: "acl", action: "GetBucketACL" },
  { method: "GET", on: "bucket", has: "versioning", action: "GetBucketVersioning" },
  { method: "GET", on: "bucket", has: "lifecycle", action: "GetBucketLifecycle" },
  { method: "GET", on: "bucket", has: "encryption", action: "GetBucketEncryption" },
  { method: "GET", on: "bucket", has: "object-lock", action: "GetBucketObjectLockConfiguration" },
  { method: "GET", on: "bucket", has: "tagging", action: "GetBucketTagging" },
  { method: "GET", on: "bucket", has: "policy", action: "GetBucketPolicy" },
  { method: "GET", on: "bucket", has: "uploads", action: "ListMultipartUploads" },
  { method: "GET", on: "bucket", action: "GetBucket" },
  { method: "HEAD", on: "bucket", action: "HeadBucket" },
  { method: "GET", on: "object", has: "uploadId", action: "ListParts" },
  { method: "GET", on: "object", has: "acl", action: "GetObjectACL" },
  { method: "GET", on: "object", action: "GetObject" },
  { method: "HEAD", on: "object", action: "HeadObject" },
  { method: "PUT", on: "object", has: "uploadId", action: "UploadPart" },
  { method: "PUT", on: "object", has: "acl", action: "PutObjectACL" },
  { method: "PUT", on: "object", action: "PutObject" },
  { method: "DELETE", on: "object", has: "uploadId", action: "AbortMultipartUpload" },
  { method: "DELETE", on: "object", action: "DeleteObject" },
  { method: "POST", on: "object", has: "uploads", action: "InitiateMultipartUpload" },
  { method: "POST", on: "object", has: "uploadId", action: "CompleteMultipartUpload" },
  { method: "POST", on: "object", has: "append", action: "AppendObject" },
];

/** Null: no policy permits it, as there is no such action here. */
export function storageNeed(request: EmulatorRequest, target: Target, account: Account): Need | null {
  if (target.kind === "cos-bucket") return cosNeed(request, target);
  return target.kind === "ci-region" ? regionNeed(request, account) : ciNeed(request, target.bucket);
}

function cosNeed({ method, path, query }: EmulatorRequest, { bucket, region }: Exclude<Target, { kind: "ci-region" }>) {
  const on = path === "/" ? "bucket" : "object";
  const row = cosRows.find(
    (each) => each.method === method && each.on === on && (each.has === undefined || query.has(each.has)),
  );
  if (!row) return null;
  // A list is asked of the keys that begin as it says.
  const key = row.action === "GetBucket" ? `/${query.get("prefix") ?? ""}` : path;
  return { action: `cos:${row.action}`, resource: `qcs::cos:${region}:uid/${appIdOf(bucket)}:${bucket}${key}` };
}

/** The table's form has a bucket, and this request none: it is asked of all that the account has. */
function regionNeed({ path }: EmulatorRequest, { appId }: Account): Need | null {
  if (path !== "/picbucket") return null;
  return { action: "ci:DescribePicProcessBucket", resource: `qcs::ci::uid/${appId}:bucket/*` };
}

const ciActions: readonly (readonly [path: RegExp, action: string])[] = [
  [/^\/picqueue$/, "DescribePicProcessQueues"],
  [/^\/pic_jobs$/, "DescribePicProcessJobs"],
  [/^\/pic_jobs\//, "DescribePicProcessJob"],
  // The page of the operation: it needs the permission for media, whatever jobs it lists.
  [/^\/jobs$/, "DescribeMediaJobs"],
  [/^\/$/, "DescribeCIBuckets"],
];

/** The service's state is an action of no resource; the others name the bucket. */
function ciNeed({ path }: EmulatorRequest, bucket: string): Need | null {
  const [, name] = ciActions.find(([pattern]) => pattern.test(path)) ?? [];
  if (name === undefined) return null;
  if (name === "DescribeCIBuckets") return { action: `ci:${name}`, resource: "*" };
  return { action: `ci:${name}`, resource: `qcs::ci::uid/${appIdOf(bucket)}:bucket/${bucket}/` };
}

/** A bucket's name ends in it. */
function appIdOf(bucket: string): string {
  return bucket.slice(bucket.lastIndexOf("-") + 1);
}
