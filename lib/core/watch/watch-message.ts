/** What the watchdog sends: one message of one night to one sink, made of what it has not been told. */

import type { NightName } from "../key.ts";
import type { Severity } from "../schema/signals.ts";
import type { Aspect, Trouble } from "./trouble.ts";

export type WatchNews =
  | { readonly id: string; readonly change: "noticed"; readonly trouble: Trouble }
  /** Of what was told before. */
  | { readonly id: string; readonly change: "settled"; readonly aspect: Aspect };

export interface WatchMessage {
  /** The same however often it is sent: receivers drop what they had. */
  readonly id: string;
  /** Epoch milliseconds of the first attempt. */
  readonly at: number;
  readonly night: NightName;
  /** In which times are told. */
  readonly timeZone: string;
  readonly severity: Severity;
  /** Never none; the most severe first, what is settled last. */
  readonly news: readonly WatchNews[];
}
