/** The phases of a night's scopes that take longer than in the nights before. */

import type { SlowChange } from "../schema/regression.ts";
import type { IndexedNight } from "./rate-strata.ts";
import { type Slow, slowOf } from "./slow.ts";

export interface SlowPhase extends Slow {
  /** Of the scope. */
  readonly key: string;
  readonly phase: SlowChange["phase"];
}

/** By scope, waiting before running. `history` is newest first. */
export function slowPhases({ scopes }: IndexedNight, history: readonly IndexedNight[]): readonly SlowPhase[] {
  return [...scopes].flatMap(([key, { complete, ...times }]) =>
    (["wait", "run"] as const).flatMap((phase) => {
      const slow = slowOf({ complete, now: times[phase], history: timesOf(history, key, phase) });
      return slow === null ? [] : [{ key, phase, ...slow }];
    }),
  );
}

function timesOf(history: readonly IndexedNight[], key: string, phase: SlowPhase["phase"]) {
  return history.flatMap(({ night, scopes }) => {
    const scope = scopes.get(key);
    return scope === undefined ? [] : [{ night, usable: scope.complete, times: scope[phase] }];
  });
}
