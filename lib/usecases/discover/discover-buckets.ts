/** Buckets to look into: those that settings place, and those that the service lists region by region. */

import pMap from "p-map";
import { holeFrom } from "../../core/failure-cause.ts";
import type { PlacedHole } from "../../core/hole.ts";
import { isKeySegment } from "../../core/key.ts";
import type { Bucket } from "../../core/queue.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import type { BucketPlace, DiscoverRequest, ListedPlace } from "./discovery.ts";
import { listAll } from "./list-all.ts";
import { unusableName } from "./told-rows.ts";

export interface FoundBuckets {
  readonly buckets: readonly BucketPlace[];
  readonly holes: readonly PlacedHole[];
  readonly listed: readonly ListedPlace[];
}

export async function discoverBuckets(
  ci: CloudInfinite,
  request: DiscoverRequest,
  signal: AbortSignal,
): Promise<FoundBuckets> {
  const placed = request.buckets.filter((bucket) => typeof bucket !== "string");
  const names = request.buckets.filter((bucket) => typeof bucket === "string");
  if (placed.length > 0 && names.length === 0) return { buckets: eachOnce(placed), holes: [], listed: [] };
  const lists = await pMap(request.regions, (region) => listRegion(ci, request, { region, names }, signal), {
    concurrency: request.concurrency,
  });
  const listed = lists.flatMap(({ buckets }) => buckets);
  const holes = lists.flatMap(({ holes }) => holes);
  const lost = holes.length > 0 ? [] : names.filter((name) => !listed.some((bucket) => bucket.name === name));
  return {
    buckets: eachOnce([...placed, ...listed]),
    holes: [...holes, ...lost.flatMap((name) => notFound(request, name))],
    listed: lists.flatMap((list) => list.listed),
  };
}

/** Settings can place a bucket and name it too. */
function eachOnce(buckets: readonly BucketPlace[]): BucketPlace[] {
  return [...new Map(buckets.map((bucket) => [`${bucket.region}/${bucket.name}`, bucket])).values()];
}

async function listRegion(
  ci: CloudInfinite,
  { family, span }: DiscoverRequest,
  { region, names }: { readonly region: string; readonly names: readonly string[] },
  signal: AbortSignal,
): Promise<FoundBuckets> {
  const place = { region, bucket: null, queueId: null, tag: null };
  try {
    const list = await listAll(
      (page) => ci.listBuckets({ family: family.name, region, names, page }, signal),
      (bucket) => bucket.name,
    );
    const asked = list.rows.filter((bucket) => isAskedFor(bucket, region, names));
    const usable = asked.filter(({ name }) => isKeySegment(name));
    const missing = list.missing ?? (usable.length < asked.length ? unusableName : null);
    return {
      buckets: usable.map(({ name }) => ({ name, region })),
      holes: missing === null ? [] : [{ ...place, ...incomplete(span, missing) }],
      listed: missing === null ? [{ region, bucket: null, names: usable.map(({ name }) => name) }] : [],
    };
  } catch (error) {
    signal.throwIfAborted();
    return { buckets: [], holes: [{ ...place, ...holeFrom(error, span) }], listed: [] };
  }
}

/** The service need not heed what it was asked: a bucket of another region is listed there. */
function isAskedFor(bucket: Bucket, region: string, names: readonly string[]): boolean {
  return (bucket.region === "" || bucket.region === region) && (names.length === 0 || names.includes(bucket.name));
}

/** A bucket that no region lists may be in any of them. */
function notFound({ regions, span }: DiscoverRequest, bucket: string): PlacedHole[] {
  const detail = `bucket ${bucket} is not bound to the service in ${regions.join(", ")}; correct settings or bind it`;
  const [region = ""] = regions;
  return [
    { ...span, region, bucket, queueId: null, tag: null, cause: "not-found", detail, requestId: null, evidence: null },
  ];
}

export function incomplete(span: DiscoverRequest["span"], detail: string) {
  return { from: span.from, to: span.to, cause: "incomplete-list" as const, detail, requestId: null, evidence: null };
}
