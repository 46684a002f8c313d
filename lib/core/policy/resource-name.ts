/**
 * Resources in six segments, `qcs:project:service:region:account:resource` (vendor page "Resource Description Method").
 *
 * Buckets name their account by the APPID that their name ends in. Everything else leaves it empty, which stands for the
 * account that the policy is made in; so nobody has to look up its number.
 */

import type { BucketPlace, FunctionPlace } from "./policy-facts.ts";

/** The objects under a prefix. */
export function objectsIn({ bucket, region, prefix }: BucketPlace): string {
  return `${bucketResource(bucket, region)}/${prefix === "" ? "" : `${prefix}/`}*`;
}

/** A bucket's own configuration, in the only form that the vendor's table has for it: all that is in the bucket. */
export function wholeBucket({ bucket, region }: BucketPlace): string {
  return `${bucketResource(bucket, region)}/*`;
}

function bucketResource(bucket: string, region: string): string {
  return `qcs::cos:${region}:uid/${appIdOf(bucket)}:${bucket}`;
}

/** The jobs and queues of a bucket. The vendor's table leaves the region empty; a bucket's name is of one region alone. */
export function jobsOf(bucket: string): string {
  return `qcs::ci::uid/${appIdOf(bucket)}:bucket/${bucket}/*`;
}

/** Those of every bucket of the account that owns `bucket`. */
export function jobsBeside(bucket: string): string {
  return `qcs::ci::uid/${appIdOf(bucket)}:bucket/*`;
}

export function functionResource({ function: name, namespace, region }: FunctionPlace): string {
  return `qcs::scf:${region}::namespace/${namespace}/function/${name}`;
}

export function roleResource(role: string): string {
  return `qcs::cam:::roleName/${role}`;
}

/** Null: every topic of the region. */
export function topicResource(region: string, topic: string | null): string {
  return `qcs::cls:${region}::topic/${topic ?? "*"}`;
}

function appIdOf(bucket: string): string {
  return bucket.slice(bucket.lastIndexOf("-") + 1);
}
