/** How one window of one scope was read. */

import * as z from "zod";
import { count, counts, hole, instant, scopeFields } from "./common.ts";
import { tallySchema } from "./tally.ts";

export const ledgerSchema = z.strictObject({
  schema: z.literal("job-audit/ledger/v1"),
  ...scopeFields,
  from: instant,
  to: instant,
  pages: count,
  jobs: count.describe("jobs of this window, each once"),
  byState: counts.shape.byState,
  duplicates: count.describe("repeats of a job already seen"),
  outside: count.describe("jobs outside the window, which the overlap on the wire brings"),
  foreign: count.describe("jobs of another queue or tag than asked for"),
  restarts: count,
  halvings: count.describe("spans cut in two because an answer could not be decoded"),
  retries: count,
  rate: count
    .optional()
    .describe(
      "the most requests that the host answered in one whole second while the window was read; absent: none ended",
    ),
  order: z.enum(["kept", "broken"]).describe("whether jobs came in order of creation"),
  end: z.enum(["no-token", "hole"]).describe("how the token chain ended"),
  holes: z.array(hole),
  tally: tallySchema
    .nullable()
    .describe("of its jobs, for a repair that reads other windows again; null in a scope without a hole"),
});
export type LedgerLine = z.infer<typeof ledgerSchema>;
