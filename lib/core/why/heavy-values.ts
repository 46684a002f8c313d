/**
 * Counts the values that many failures have, in bounded memory, after Misra and Gries (Finding Repeated Elements, 1982).
 *
 * Where there are more values than counters, every counter loses one whenever a value finds none free. Which of the
 * light values are left then depends on the order of the failures, and counts are too low; but every value that makes up
 * more than one in `capacity + 1` is left whatever the order. So they are counted anew, and those below are dropped:
 * what remains depends on the failures alone.
 */

import type { WhyCondition } from "../schema/why.ts";
import { valueKey } from "./value-key.ts";

/** How often failures have each value, exactly. */
export interface ValueCounts {
  /** Failures. */
  readonly failed: number;
  /** By `valueKey`. */
  readonly counts: ReadonlyMap<string, number>;
}

export interface HeavyValues {
  /** The attributes of one failure. */
  add(conditions: readonly WhyCondition[]): void;
  /** Whether there were more values than counters, so that all of the failures must be counted anew. */
  readonly sifted: boolean;
  /** Of `sifted` ones too low, and some of them are not heavy. */
  counts(): ValueCounts;
  /** Those that are heavy, by counts of the same failures that are exact. */
  heavyOf(exact: ValueCounts): ValueCounts;
}

/** With twelve values to a failure, what more than one in 700 of them have is heavy. */
const usualCapacity = 8_192;

export function createHeavyValues(capacity = usualCapacity): HeavyValues {
  const counts = new Map<string, number>();
  let failed = 0;
  let values = 0;
  let sifted = false;
  const addValue = (key: string) => {
    const count = counts.get(key);
    if (count !== undefined) counts.set(key, count + 1);
    else if (counts.size < capacity) counts.set(ownText(key), 1);
    else {
      sifted = true;
      takeOne(counts);
    }
  };
  return {
    add(conditions) {
      failed += 1;
      values += conditions.length;
      for (const condition of conditions) addValue(valueKey(condition));
    },
    get sifted() {
      return sifted;
    },
    counts: () => ({ failed, counts }),
    heavyOf: (exact) => ({
      failed: exact.failed,
      counts: new Map([...exact.counts].filter(([, count]) => count * (capacity + 1) > values)),
    }),
  };
}

function takeOne(counts: Map<string, number>): void {
  for (const [key, count] of counts) {
    if (count === 1) counts.delete(key);
    else counts.set(key, count - 1);
  }
}

/** A part of a text keeps all of it in memory, a megabyte for a prefix of few letters: this one is by itself. */
function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text));
}

export interface ValueCounter {
  add(conditions: readonly WhyCondition[]): void;
  counts(): ValueCounts;
}

/** Counts these values exactly, and no others. */
export function createValueCounter(values: Iterable<string>): ValueCounter {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, 0);
  let failed = 0;
  return {
    add(conditions) {
      failed += 1;
      for (const key of conditions.map(valueKey)) {
        const count = counts.get(key);
        if (count !== undefined) counts.set(key, count + 1);
      }
    },
    counts: () => ({ failed, counts }),
  };
}
