/** A tally as it is kept: what was counted of the jobs of a span, so that the tallies of several can be added up. */

import * as z from "zod";
import { counts } from "./common.ts";
import { durationsSchema, operationsSchema } from "./summary.ts";

export const tallySchema = z.strictObject({
  ...counts.shape,
  wait: durationsSchema.describe("creation to start"),
  run: durationsSchema.describe("start to end"),
  operations: operationsSchema,
});
export type TallyRow = z.infer<typeof tallySchema>;
