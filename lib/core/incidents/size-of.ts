/** How large a trouble is, in jobs, failures or holes; null where it is not counted. */

import type { Regression } from "../schema/regression.ts";

export function sizeOf(row: Regression): number | null {
  switch (row.kind) {
    case "group":
      return row.after;
    case "carried":
      return row.jobs;
    case "spike":
      return Math.round(row.excess ?? row.after.failed);
    case "coverage":
      return row.holes;
    case "drift":
    case "slow":
    case "queue":
    case "input":
    case "rate":
    case "duration":
      return null;
  }
}
