/** That the watchdog started a run again which had gone silent. Written once a run, whoever looks. */

import * as z from "zod";
import { date, family, instant } from "./common.ts";

export const restartSchema = z.strictObject({
  schema: z.literal("job-audit/restart/v1"),
  family,
  night: date,
  runId: z.string().describe("of the run that went silent; it is the same for whoever goes on with it"),
  savedAt: instant.nullable().describe("when the run had last saved something; null: that is not known"),
  at: instant.describe("when it was started again"),
  by: z.string().describe("of the watchdog's run"),
});
export type Restart = z.infer<typeof restartSchema>;
