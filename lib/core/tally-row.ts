/** Tallies as rows and back: a tally that was kept adds up with others as the one that was counted would. */

import { durationsFromRow, durationsRow } from "./durations.ts";
import type { TallyRow } from "./schema/tally.ts";
import { countsOf, operationsOf, type Tally } from "./tally.ts";

/** Keys are in order, so that the same counts are the same text. */
export function tallyRow(tally: Tally): TallyRow {
  return {
    ...countsOf(tally),
    wait: durationsRow(tally.wait),
    run: durationsRow(tally.run),
    operations: operationsOf(tally),
  };
}

export function tallyFromRow({ jobs, byState, byVerdict, wait, run, operations }: TallyRow): Tally {
  return {
    jobs,
    byState: new Map(Object.entries(byState)),
    byVerdict: new Map(Object.entries(byVerdict)),
    wait: durationsFromRow(wait),
    run: durationsFromRow(run),
    succeeded: new Map(operations.map(({ operation, succeeded }) => [operation, succeeded])),
    failed: new Map(operations.map(({ operation, failed }) => [operation, failed])),
    templateNames: new Map(
      // Older rows have none: not null, but nothing.
      operations.flatMap(({ operation, templateName }) => (templateName == null ? [] : [[operation, templateName]])),
    ),
  };
}
