/**
 * A page of jobs, from bytes: the only way that jobs come in from the wire.
 *
 * An empty or missing NextToken is null; an empty JobsDetail stands for "no jobs" in some answers and is none.
 */

import type { FamilyName } from "../../core/family.ts";
import type { Job } from "../../core/job.ts";
import { decodeJob } from "./decode-job.ts";
import { readResponse } from "./read-response.ts";
import { childText, type XmlElement } from "./xml-element.ts";

export interface DecodedPage {
  readonly jobs: readonly Job[];
  readonly nextToken: string | null;
}

/** Throws `ProtocolError` on what cannot be read, and `ServiceError` on an error answered with status 200. */
export function decodeJobPage(bytes: Uint8Array, family: FamilyName): DecodedPage {
  const jobs: Job[] = [];
  const takeJob = (child: XmlElement) => {
    if (child.name !== "JobsDetail") return false;
    const job = decodeJob(child, family);
    if (job !== null) jobs.push(job);
    return true;
  };
  return readResponse(bytes, (response) => ({ jobs, nextToken: childText(response, "NextToken") }), takeJob);
}
