/** What telling people of nights is done with. */

import type { Silence } from "../../core/alerts/silence.ts";
import type { NightName } from "../../core/key.ts";
import type { AppendLog } from "../../ports/append-log.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { Recipient } from "./recipient.ts";

export interface NotifyDeps {
  readonly store: ReportStore;
  readonly log: AppendLog;
  readonly recipients: readonly Recipient[];
  readonly clock: Clock;
  /** A name that no other run has. */
  nameRun(): string;
}

export interface NotifyRequest {
  readonly name: NightName;
  /** After how many nights an open incident is told of again. */
  readonly repeatNights: number;
  /** Where people find what lies in the report; null: nowhere. */
  readonly pageBase: string | null;
  readonly silences: readonly Silence[];
}

export interface NightRun {
  readonly deps: NotifyDeps;
  readonly request: NotifyRequest;
  /** Takes what goes wrong beside the sending. */
  readonly problems: string[];
}
