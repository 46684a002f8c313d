/**
 * Addresses of inputs, as a batch job's UrlFile lists them (Cloud Infinite, "Triggering Job": each URL is the access
 * address of an object in COS).
 */

import type { Finding } from "../../lib/core/schema/finding.ts";
import type { ExportCounts } from "./export-counts.ts";

/** What a report keeps in place of a secret, and half a character: the object's name is not known then. */
const notWhole = /\[cut:[0-9a-f]{12}\]|\p{Cs}/u;
const hostPart = /^[a-z0-9][a-z0-9-]*$/;

type Job = Pick<Finding, "bucket" | "region" | "input">;

/** Percent-encoded. Null without an object's name, or with one that is not whole or leads to another host. */
export function inputUrl(job: Job): string | null {
  const { object } = job.input ?? {};
  const { bucket, region } = placeOf(job);
  if (!object || notWhole.test(object) || !hostPart.test(bucket) || !hostPart.test(region)) return null;
  return `https://${bucket}.cos.${region}.myqcloud.com/${object.split("/").map(encodeURIComponent).join("/")}`;
}

/** Where a job says nothing of its input's bucket, it is the bucket that the job is of. */
function placeOf({ bucket, region, input }: Job): { readonly bucket: string; readonly region: string } {
  return { bucket: input?.bucket || bucket, region: input?.region || region };
}

/** The address of a job's input; what has none is counted. */
export function addressOf(job: Job, counts: ExportCounts): string | null {
  const url = inputUrl(job);
  if (url !== null) counts.buckets.add(placeOf(job).bucket);
  else if (job.input?.object) counts.withoutAddress += 1;
  else counts.withoutInput += 1;
  return url;
}

/** Only jobs whose input has an address. */
export async function* withAddress<Row extends Job>(
  jobs: AsyncIterable<Row>,
  counts: ExportCounts,
): AsyncGenerator<Row> {
  for await (const job of jobs) if (addressOf(job, counts) !== null) yield job;
}
