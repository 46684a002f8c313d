/**
 * States that take time: a record is in one state for so long, and then its change takes its end.
 *
 * Nothing runs in between. Ends that are due take place, in the order of falling due, whenever somebody looks.
 */

import type { FunctionRecord, FunctionStatus } from "./function-record.ts";
import type { Registry } from "./registry.ts";

export interface Transitions {
  /** `end` sets the state that follows. A record is in one change at a time. */
  begin(record: FunctionRecord, change: StateChange): void;
  /** Takes every change to its end that is due. */
  settle(): void;
}

interface StateChange {
  readonly during: FunctionStatus;
  readonly ms: number;
  readonly end: () => void;
}

export function createTransitions(now: () => number): Transitions {
  const waiting: { readonly at: number; readonly end: () => void }[] = [];

  function settle(): void {
    const time = now();
    waiting.sort((a, b) => a.at - b.at);
    while (waiting[0] !== undefined && waiting[0].at <= time) waiting.shift()?.end();
  }

  function begin(record: FunctionRecord, { during, ms, end }: StateChange): void {
    record.status = during;
    waiting.push({ at: now() + ms, end });
    settle();
  }

  return { begin, settle };
}

/** The same records, each in the state that it has by now. */
export function settledRegistry(registry: Registry, settle: () => void): Registry {
  return {
    ...registry,
    find(namespace, name) {
      settle();
      return registry.find(namespace, name);
    },
    list(namespace) {
      settle();
      return registry.list(namespace);
    },
  };
}
