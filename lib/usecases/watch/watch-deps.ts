/** What the watchdog works with, and what it is asked. */

import type { Silence } from "../../core/alerts/silence.ts";
import type { FamilyName } from "../../core/family.ts";
import type { NightName } from "../../core/key.ts";
import type { AppendLog } from "../../ports/append-log.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FunctionName, Functions } from "../../ports/functions.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { AuditRequest } from "../audit/audit-request.ts";
import type { Recipient } from "../notify/recipient.ts";

export interface WatchDeps {
  readonly store: ReportStore;
  readonly log: AppendLog;
  readonly functions: Functions;
  readonly recipients: readonly Recipient[];
  readonly clock: Clock;
  /** A name that no other run has. */
  nameRun(): string;
}

export interface WatchRequest {
  readonly families: readonly FamilyName[];
  readonly timeZone: string;
  readonly settleMs: number;
  /** How many nights before the newest are looked at. */
  readonly nights: number;
  /** After a night has settled, until its commit has to be there. */
  readonly graceMs: number;
  /** How long a run may save nothing. */
  readonly silenceMs: number;
  /** Null: a run that went silent is told of and not started again. */
  readonly auditFunction: FunctionName | null;
  /** Null: a shard that went silent is told of and not started again. */
  readonly shardFunction: FunctionName | null;
  readonly silences: readonly Silence[];
  /** As the audit asks it: what it is asked decides the id of its run. */
  requestOf(name: NightName): AuditRequest;
}
