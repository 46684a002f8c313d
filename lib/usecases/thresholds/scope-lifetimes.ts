/** How long the jobs of one scope waited and ran, and in which nights that was seen. */

import type { ScopeSummary } from "../../core/schema/summary.ts";
import { addEnded, addLifetimes, type Lifetimes, noLifetimes } from "../../core/thresholds/lifetimes.ts";

export interface ScopeLifetimes {
  readonly wait: Lifetimes;
  readonly run: Lifetimes;
  /** In which the scope is complete, ascending. */
  readonly nights: readonly string[];
}

/** What of one night's jobs had ended when it was read. */
export function endedIn(night: string, { wait, run }: ScopeSummary): ScopeLifetimes {
  const lifetimes = { wait: noLifetimes(), run: noLifetimes(), nights: [night] };
  addEnded(lifetimes.wait, wait.sketch);
  addEnded(lifetimes.run, run.sketch);
  return lifetimes;
}

export function uniteLifetimes(before: ScopeLifetimes, after: ScopeLifetimes): ScopeLifetimes {
  const united = { wait: noLifetimes(), run: noLifetimes(), nights: [...before.nights, ...after.nights] };
  for (const { wait, run } of [before, after]) {
    addLifetimes(united.wait, wait);
    addLifetimes(united.run, run);
  }
  return united;
}
