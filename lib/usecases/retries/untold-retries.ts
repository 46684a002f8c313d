/** Jobs of which it is not known whether others did their work since: one note for all that have one reason. */

import type { Manifest } from "../../core/schema/manifest.ts";
import type { Outcome } from "../recheck/outcome.ts";

export interface Untold {
  /** Jobs that nobody was asked for, as the bound had it. */
  addLeft(jobs: number): void;
  /** A job of which the list that was read did not end. */
  addEndless(): void;
  /** Jobs of which this came; only failures count. */
  add(outcome: Outcome | null, jobs: number): void;
  notes(): Manifest["notes"];
}

export function createUntold(max: number): Untold {
  let left = 0;
  let endless = 0;
  const failed = new Map<string, number>();
  return {
    addLeft(jobs) {
      left += jobs;
    },
    addEndless() {
      endless += 1;
    },
    add(outcome, jobs) {
      if (outcome?.kind !== "failed" || jobs === 0) return;
      const { cause } = outcome.hole;
      failed.set(cause, (failed.get(cause) ?? 0) + jobs);
    },
    notes: () => [
      ...(left === 0 ? [] : [noteOf(left, `maxRetryLookups allows no more than ${max}`)]),
      ...(endless === 0 ? [] : [noteOf(endless, "the list of its input's jobs did not end")]),
      ...[...failed].sort().map(([cause, jobs]) => noteOf(jobs, `the look-up failed (${cause})`)),
    ],
  };
}

function noteOf(jobs: number, why: string): Manifest["notes"][number] {
  const of = jobs === 1 ? "of 1 job of an earlier night" : `of ${jobs} jobs of earlier nights`;
  const note = `${of} it is not known whether another one did the same work since: ${why}`;
  return { region: "*", bucket: "*", queueId: "*", tag: "*", note };
}
