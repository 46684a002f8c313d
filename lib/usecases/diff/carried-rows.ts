/** The open jobs of earlier nights, by what the night made of them; each job counts once. */

import { createCarriedTally } from "../../core/diff/carried-changes.ts";
import type { Amendment, Carried } from "../../core/schema/carried.ts";
import type { CarriedChange } from "../../core/schema/regression.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import type { Comparison } from "./comparison.ts";
import { mergeRows } from "./merge-rows.ts";

export async function* carriedRows(
  store: ReportStore,
  { night: { manifest } }: Comparison,
  signal: AbortSignal,
): AsyncGenerator<CarriedChange> {
  const tally = createCarriedTally();
  const carried = readRows<Carried>(store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal);
  const amended = readRows<Amendment>(store, filesOf(manifest, "amendments"), "job-audit/amendment/v1", signal);
  for await (const [still = null, became = null] of mergeRows<Carried | Amendment>([carried, amended], keyOf)) {
    if (still !== null && !isChange(became)) tally.add(still);
    if (became !== null) tally.add(became);
  }
  yield* tally.changes();
}

/** A job that changed and is stuck still is in both files. */
function isChange(row: Carried | Amendment | null): boolean {
  return row?.schema === "job-audit/amendment/v1" && row.change === "changed";
}

/** In the order of both files. */
function keyOf(row: Carried | Amendment): string {
  return [row.night, scopeKey(row), row.createdAt, row.jobId].join("\u0000");
}
