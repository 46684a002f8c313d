/**
 * Scripted mishaps of asynchronous invocations, none of which the caller can see but the first: "the third start of this
 * function is lost". The platform promises to run what it took at least once, and says neither how often nor how soon.
 */

export interface InvocationFault {
  /** Of every function, without it. */
  readonly functionName?: string;
  /** The first start that is hit, from 1. */
  readonly nth?: number;
  /** How many in a row; without it all that follow. */
  readonly times?: number;
  /** Epoch milliseconds: from then on none is hit. */
  readonly until?: number;
  /**
   * `throttle`: refused with RequestLimitExceeded. `lose`: taken and never run. `duplicate`: run twice, side by side.
   * `delay`: run `delayMs` later.
   */
  readonly how: "throttle" | "lose" | "duplicate" | "delay";
  readonly delayMs?: number;
}

/** Counts the starts that each of the faults could hit; null: this one goes well. */
export type InvocationFaults = (functionName: string) => InvocationFault | null;

export function createInvocationFaults(faults: readonly InvocationFault[], now: () => number): InvocationFaults {
  const counted = faults.map((fault) => ({ fault, starts: 0 }));
  return (functionName) => {
    let hit: InvocationFault | null = null;
    for (const each of counted) {
      const { fault } = each;
      if (fault.functionName !== undefined && fault.functionName !== functionName) continue;
      each.starts += 1;
      const { nth = 1, times = Infinity, until = Infinity } = fault;
      if (nth <= each.starts && each.starts < nth + times && now() < until) hit ??= fault;
    }
    return hit;
  };
}
