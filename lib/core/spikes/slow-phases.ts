/** The phases of a night's scopes that take longer than in the nights before. */

import type { SlowChange } from "../schema/regression.ts";
import type { IndexedNight, PastNights } from "./rate-strata.ts";
import { type Slow, slowOf } from "./slow.ts";

export interface SlowPhase extends Slow {
  /** Of the scope. */
  readonly key: string;
  readonly phase: SlowChange["phase"];
}

/** By scope, waiting before running. */
export function slowPhases({ scopes }: IndexedNight, past: PastNights): readonly SlowPhase[] {
  return [...scopes].flatMap(([key, { complete, ...times }]) => {
    const nights = past.get(key) ?? [];
    return (["wait", "run"] as const).flatMap((phase) => {
      const history = nights.map(({ night, of }) => ({ night, usable: of.complete, times: of[phase] }));
      const slow = slowOf({ complete, now: times[phase], history });
      return slow === null ? [] : [{ key, phase, ...slow }];
    });
  });
}
