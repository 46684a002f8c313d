/**
 * A page of jobs, from bytes: the only way that jobs come in from the wire.
 *
 * An empty or missing NextToken is null; an empty JobsDetail stands for "no jobs" in some answers and is none.
 */

import { ProtocolError } from "../../core/errors.ts";
import { type FamilyName, families } from "../../core/family.ts";
import type { Job } from "../../core/job.ts";
import { decodeJob } from "./decode-job.ts";
import { readResponse } from "./read-response.ts";
import type { TakeChild } from "./read-xml.ts";
import { scanJobPage } from "./scan/scan-job-page.ts";
import { showText } from "./show-bytes.ts";
import { childText, type XmlElement } from "./xml-element.ts";

export interface DecodedPage {
  readonly jobs: readonly Job[];
  readonly nextToken: string | null;
}

/** Throws `ProtocolError` on what cannot be read, and `ServiceError` on an error answered with status 200. */
export function decodeJobPage(bytes: Uint8Array, family: FamilyName): DecodedPage {
  return scanJobPage(bytes, family) ?? decodeAnyJobPage(bytes, family);
}

/** The same of any page whatever, through its elements. */
export function decodeAnyJobPage(bytes: Uint8Array, family: FamilyName): DecodedPage {
  const { jobs, takeJob } = collectJobs(family);
  const decode = (response: XmlElement) => {
    if (jobs.length === 0) refuseOtherAnswer(response);
    return { jobs, nextToken: childText(response, "NextToken") };
  };
  return readResponse(bytes, decode, takeJob);
}

/** Decodes the jobs of an answer as they come. They count only once the whole answer is read. */
export function collectJobs(family: FamilyName): { readonly jobs: readonly Job[]; readonly takeJob: TakeChild } {
  const jobs: Job[] = [];
  const takeJob = (child: XmlElement) => {
    if (child.name !== families[family].jobElement) return false;
    const job = decodeJob(child, family);
    if (job !== null) jobs.push(job);
    return true;
  };
  return { jobs, takeJob };
}

/** An answer about something else would read as "no jobs". A new element of plain text is none. */
export function refuseOtherAnswer({ children }: XmlElement): void {
  const other = children.find((child) => child.children.length > 0);
  if (other !== undefined) {
    throw new ProtocolError(`Cannot read jobs: the answer holds <${showText(other.name, 40)}> and no job.`);
  }
}
