/** The open jobs of earlier nights, by what the night made of them. */

import { createCarriedTally } from "../../core/diff/carried-changes.ts";
import type { Amendment, Carried } from "../../core/schema/carried.ts";
import type { CarriedChange } from "../../core/schema/regression.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import type { Comparison } from "./comparison.ts";

export async function* carriedRows(
  store: ReportStore,
  { night: { manifest } }: Comparison,
  signal: AbortSignal,
): AsyncGenerator<CarriedChange> {
  const tally = createCarriedTally();
  const carried = readRows<Carried>(store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal);
  for await (const row of carried) tally.add(row);
  const amended = readRows<Amendment>(store, filesOf(manifest, "amendments"), "job-audit/amendment/v1", signal);
  for await (const row of amended) tally.add(row);
  yield* tally.changes();
}
