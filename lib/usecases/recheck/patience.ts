/**
 * How long a scope is asked that does not answer: an outage must not cost one try for each job.
 *
 * It is judged after rounds of calls. How many calls make a round follows from the answers before, never from how many
 * are made at the same time, and every answer of a round counts: so the same answers tell the same at any concurrency.
 * A job that is refused for a reason of its own spends no patience, wherever it stands.
 */

import type { Failed, Outcome } from "./outcome.ts";

/** As few as tell an outage from a few jobs that break the service. A choice, not a measurement. */
const maxFailures = 5;

/** The first round, and the one behind many answers: large enough to keep many calls busy, and waste few in an outage. */
const [firstRound, largestRound] = [8, 64];

export interface Patience {
  /** How many calls the scope's next round has; none when its patience is spent. */
  roundOf(scope: string): number;
  /** Why a scope is not asked any more; null when it is. */
  spent(scope: string): Failed | null;
  /** What came of each call of a round. */
  tell(scope: string, calls: readonly (readonly Outcome[])[]): void;
}

interface State {
  readonly round: number;
  /** Calls that failed since one was answered, in rounds without any answer. */
  readonly failures: number;
  readonly last: Failed | null;
}

const fresh: State = { round: firstRound, failures: 0, last: null };

export function createPatience(): Patience {
  const states = new Map<string, State>();
  const stateOf = (scope: string) => states.get(scope) ?? fresh;
  const spent = (scope: string) => (stateOf(scope).failures >= maxFailures ? stateOf(scope).last : null);
  return {
    spent,
    roundOf: (scope) => (spent(scope) === null ? stateOf(scope).round : 0),
    tell(scope, calls) {
      const outages = calls.flat().filter(isOutage);
      const last = outages.at(-1);
      const { round, failures } = stateOf(scope);
      if (last === undefined || outages.length < calls.flat().length) {
        states.set(scope, { ...fresh, round: Math.min(2 * round, largestRound) });
      } else {
        states.set(scope, { round: firstRound, failures: failures + calls.length, last });
      }
    },
  };
}

function isOutage(outcome: Outcome): outcome is Failed {
  return outcome.kind === "failed" && outcome.outage;
}
