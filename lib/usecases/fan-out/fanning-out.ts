/**
 * What an audit asks of whoever may spread its night over several instances: before the walk, and when the time for the
 * walk is used up. A night that is spread is under way, and is committed by whoever finds all of it read.
 */

import type { FanOutName, NightName } from "../../core/key.ts";
import type { AuditRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import type { Discovery } from "../discover/discovery.ts";
import type { RunProgress } from "../progress/run-progress.ts";

export interface NightUnderWay {
  readonly underWay: {
    readonly name: NightName;
    readonly fanOut: FanOutName;
    readonly shards: number;
    /** Shards that are read. */
    readonly done: number;
    /** Shards that were started just now, and that could not be. */
    readonly started: number;
    readonly notStarted: number;
    /** Why the last of these could not be; null: all of them were. */
    readonly problem: string | null;
  };
}

export interface DiscoveredNight {
  readonly plan: NightPlan;
  readonly request: AuditRequest;
  readonly discovery: Discovery;
  readonly progress: RunProgress;
}

/** `UnderWay`: never, where nights are not spread. */
export interface FanningOut<UnderWay> {
  /** Null: the night is to be read and committed here. */
  consider(night: DiscoveredNight, signal: AbortSignal): Promise<UnderWay | null>;
  /** Gives the walk as much time as there is for it, and spreads what is left then. */
  walk<Reading>(
    night: DiscoveredNight,
    walk: (signal: AbortSignal) => Promise<Reading>,
    signal: AbortSignal,
  ): Promise<{ readonly reading: Reading } | UnderWay>;
}

export const noFanOut: FanningOut<never> = {
  consider: async () => null,
  walk: async (_night, walk, signal) => ({ reading: await walk(signal) }),
};

export function isUnderWay(result: object): result is NightUnderWay {
  return "underWay" in result;
}
