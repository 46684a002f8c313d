/** What one rule, or several that look at the same lines, made of a night. */

import type { AlertRule, AlertSubject, Signal } from "../schema/signals.ts";
import { type Place, subjectKey, subjectOf } from "./subject.ts";

export interface Fired {
  readonly signals: readonly Signal[];
  readonly warm: readonly AlertSubject[];
  /** Places of which too much would have to be remembered to say that something is quiet there. */
  readonly blind?: readonly Place[];
}

/** How much one line of a diff weighs, and what it would tell. */
export interface Weighed {
  readonly signal: Signal;
  readonly weight: number;
}

/** Of one cause that several lines tell of, the line that weighs most; of two alike the first stays. */
export function createHeaviest(): { add(weighed: Weighed): void; signals(): readonly Signal[] } {
  const kept = new Map<string, Weighed>();
  return {
    add(weighed) {
      const key = subjectKey(weighed.signal);
      const other = kept.get(key);
      if (other === undefined || weighed.weight > other.weight) kept.set(key, weighed);
    },
    signals: () => [...kept.values()].map(({ signal }) => signal),
  };
}

/** Subjects that are warm, each once, as long as none of the signals is of it. */
export function createWarm(): {
  add(rule: AlertRule, place: Place): void;
  besides(signals: readonly Signal[]): AlertSubject[];
} {
  const warm = new Map<string, AlertSubject>();
  return {
    add(rule, place) {
      const subject = subjectOf(rule, place);
      warm.set(subjectKey(subject), subject);
    },
    besides(signals) {
      const firing = new Set(signals.map(subjectKey));
      return [...warm].filter(([key]) => !firing.has(key)).map(([, subject]) => subject);
    },
  };
}
