/**
 * The answer to a look-up by id: the jobs that the service knows, and the ids that it says it does not.
 *
 * Vendor pages show NonExistJobIds as text, SDKs as a list: one element each, or several ids joined by commas.
 */

import { ProtocolError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import type { Job } from "../../core/job.ts";
import { collectJobs, refuseOtherAnswer } from "./decode-jobs.ts";
import { readResponse } from "./read-response.ts";
import { showText } from "./show-bytes.ts";
import { childrenNamed, type XmlElement } from "./xml-element.ts";

export interface DecodedLookup {
  readonly jobs: readonly Job[];
  readonly unknown: readonly string[];
}

/** Throws `ProtocolError` on what cannot be read, and `ServiceError` on an error answered with status 200. */
export function decodeLookup(bytes: Uint8Array, family: FamilyName): DecodedLookup {
  const { jobs, takeJob } = collectJobs(family);
  const decode = (response: XmlElement) => {
    const unknown = childrenNamed(response, "NonExistJobIds").flatMap(idsIn);
    if (jobs.length === 0 && unknown.length === 0) refuseOtherAnswer(response);
    refuseContradiction(jobs, unknown);
    return { jobs, unknown };
  };
  return readResponse(bytes, decode, takeJob);
}

function idsIn({ text, children }: XmlElement): string[] {
  if (children.length > 0) {
    throw new ProtocolError("Cannot read Response: its NonExistJobIds holds elements, not text.");
  }
  return text
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

function refuseContradiction(jobs: readonly Job[], unknown: readonly string[]): void {
  const both = jobs.find(({ id }) => unknown.includes(id));
  if (both === undefined) return;
  throw new ProtocolError(
    `Cannot read job ${showText(both.id, 60)}: the answer tells of it and says it does not exist.`,
  );
}
