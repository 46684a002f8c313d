/** What spreading a night needs from outside, and how it is asked to. */

import type { Clock } from "../../ports/clock.ts";
import type { Events } from "../../ports/events.ts";
import type { FunctionName, Functions } from "../../ports/functions.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export interface FanOutDeps {
  readonly store: ReportStore;
  readonly clock: Clock;
  readonly functions: Functions;
  readonly events?: Events;
  /** Until this instance has to be over; Infinity: it may go on. */
  remainingMs(): number;
}

export interface FanOutRequest {
  readonly shardFunction: FunctionName;
  /** Shards at most. */
  readonly most: number;
  /** Null: as many as an instance can read in its time. */
  readonly pagesPerShard: number | null;
  /** Requests a second to a host, of all instances together; null: as many as it bears. */
  readonly maxRate: number | null;
  /** All the time that an instance has; Infinity: it may go on. */
  readonly instanceMs: number;
  /** How long a shard may save nothing. */
  readonly silenceMs: number;
}
