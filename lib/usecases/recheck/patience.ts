/** How often a scope may fail in a row before it is not asked any more: an outage must not cost one try for each job. */

import type { Failed, Outcome } from "./outcome.ts";

/** As few as tell an outage from jobs that cannot be read. A choice, not a measurement. */
const maxFailures = 5;

export interface Patience {
  /** Why a scope is not asked any more; null when it is. */
  spent(scope: string): Failed | null;
  /** What came of one call. Calls of a scope are told of in their order. */
  tell(scope: string, outcomes: readonly Outcome[]): void;
}

export function createPatience(): Patience {
  const failing = new Map<string, { readonly failures: number; readonly last: Failed }>();
  return {
    spent(scope) {
      const state = failing.get(scope);
      return state !== undefined && state.failures >= maxFailures ? state.last : null;
    },
    tell(scope, outcomes) {
      const failed = outcomes.filter((outcome) => outcome.kind === "failed");
      const last = failed.at(-1);
      if (last === undefined || failed.length < outcomes.length) failing.delete(scope);
      else failing.set(scope, { failures: (failing.get(scope)?.failures ?? 0) + 1, last });
    },
  };
}
