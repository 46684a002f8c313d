/**
 * Where a folder keeps an object: the bytes at `<bucket>/<key>`, so that a person finds them, and what is known of
 * them in a tree of its own, `.records`.
 *
 * A key that cannot be a path (`..`, empty or overlong segments, control characters) goes to `.odd` under the hash
 * of the key, and so does one whose place is taken: `a` beside `a/b`, or `A` beside `a` where letter case is lost.
 */

import { createHash } from "node:crypto";
import { join } from "node:path";

export interface FolderLayout {
  readonly temporary: string;
  bucketFolder(bucket: string): string;
  recordFolder(bucket: string): string;
  recordFile(bucket: string, key: string): string;
  objectFile(bucket: string, key: string, odd: boolean): string;
}

export function folderLayout(folder: string): FolderLayout {
  const bucketFolder = (bucket: string) => join(folder, checkedBucket(bucket));
  const recordFolder = (bucket: string) => join(folder, ".records", checkedBucket(bucket));
  return {
    temporary: join(folder, ".temporary"),
    bucketFolder,
    recordFolder,
    recordFile: (bucket, key) => join(recordFolder(bucket), `${hash(key)}.json`),
    objectFile: (bucket, key, odd) =>
      odd ? join(folder, ".odd", checkedBucket(bucket), hash(key)) : join(bucketFolder(bucket), ...key.split("/")),
  };
}

/** Whether the key's own text can be a path below its bucket, also where letters such as `:` are special. */
export function isPlainKey(key: string): boolean {
  return key.split("/").every(isPlainSegment);
}

function isPlainSegment(segment: string): boolean {
  if (segment === "" || segment === "." || segment === ".." || Buffer.byteLength(segment) > 200) return false;
  return !/[\p{Cc}\\:*?"<>|]/u.test(segment);
}

function checkedBucket(bucket: string): string {
  if (/^[a-z0-9][a-z0-9-]*$/.test(bucket)) return bucket;
  throw new Error(
    `Cannot keep bucket ${JSON.stringify(bucket)} in a folder: bucket names are lower-case letters, digits and hyphens.`,
  );
}

function hash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
