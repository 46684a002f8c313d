/**
 * Jobs from an answer that somebody kept: a list (`/pic_jobs`), a lookup (`/pic_jobs/<id>`) or a callback in XML.
 *
 * All three hold the same JobsDetail in the same Response; ids that a lookup did not find are no jobs.
 */

import type { FamilyName } from "../../core/family.ts";
import type { Job } from "../../core/job.ts";
import { decodeJobPage } from "./decode-jobs.ts";

/** Throws as `decodeJobPage` does. */
export function decodeSaved(bytes: Uint8Array, family: FamilyName): readonly Job[] {
  return decodeJobPage(bytes, family).jobs;
}
