/**
 * What became of the open jobs of earlier nights, as this night saw them again: still not ended (carried), or changed
 * (an amendment). Each line names the night that the job was created in.
 */

import * as z from "zod";
import { verdicts } from "../verdict.ts";
import { date, instant, scopeFields, text } from "./common.ts";
import { jobColumns } from "./finding.ts";

export const retriedBy = z
  .strictObject({ jobId: z.string(), endedAt: instant.nullable() })
  .nullable()
  .default(null)
  .describe(
    "the first job that did the same work with success since; null: none was found, or none was looked for; " +
      "lines before there was the column lack it",
  );

/**
 * A job that is stuck, held or in an unknown state still: listed again each night until it ends. One that could not be
 * seen again is told as it was known before.
 */
export const carriedSchema = z.strictObject({
  createdAt: instant,
  jobId: z.string().min(1),
  schema: z.literal("job-audit/carried/v1"),
  ...scopeFields,
  night: date,
  verdict: z.enum(verdicts),
  reason: z.string(),
  seen: z.boolean().describe("false: it could not be seen again, and may have ended since"),
  ...jobColumns,
  retriedBy,
});
export type Carried = z.infer<typeof carriedSchema>;

const amendmentChanges = ["ended", "changed", "vanished"] as const;

/** A change of a job whose night is committed already. */
export const amendmentSchema = z.strictObject({
  createdAt: instant,
  jobId: z.string().min(1),
  schema: z.literal("job-audit/amendment/v1"),
  ...scopeFields,
  night: date.describe("the night that is amended; the file's date is the night that learned it"),
  change: z.enum(amendmentChanges).describe("ended: it will change no more; vanished: the service knows it no more"),
  was: z.strictObject({ state: z.string(), startedAt: instant.nullable() }).describe("as it was known before"),
  verdict: z.enum(verdicts).nullable().describe("null: nothing is wrong with it"),
  reason: z.string(),
  ...jobColumns,
  fingerprint: text.describe("null where the verdict is"),
  retriedBy,
});
export type Amendment = z.infer<typeof amendmentSchema>;
