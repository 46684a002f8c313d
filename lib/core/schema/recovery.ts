/** A job that succeeded with the input and the operation of one that had failed in an earlier night. */

import * as z from "zod";
import { instant, scopeFields } from "./common.ts";
import { jobColumns } from "./finding.ts";

export const recoverySchema = z.strictObject({
  createdAt: instant,
  jobId: z.string().min(1),
  schema: z.literal("job-audit/recovery/v1"),
  ...scopeFields,
  endedAt: instant.nullable(),
  input: jobColumns.input,
  operation: jobColumns.operation,
});
export type Recovery = z.infer<typeof recoverySchema>;
