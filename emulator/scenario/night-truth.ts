/** What the morning after one night of a series must tell: what was found, what became of earlier nights, what changed. */

import type { BaselineState, QueueChange } from "../../lib/core/schema/regression.ts";
import type { AlertRule } from "../../lib/core/schema/signals.ts";
import type { VerdictName } from "../../lib/core/verdict.ts";
import type { Truth } from "./truth.ts";

export interface TruthScope {
  readonly region: string;
  readonly bucket: string;
  readonly queueId: string;
  readonly tag: string;
}

/** An open job of an earlier night that needs attention still. */
export interface TruthCarried {
  readonly jobId: string;
  /** That it was created in. */
  readonly night: string;
  readonly verdict: VerdictName;
}

export interface TruthAmendment {
  readonly jobId: string;
  readonly night: string;
  readonly change: "ended" | "changed" | "vanished";
  /** Of a job that vanished: as it was last seen. */
  readonly state: string;
  readonly verdict: VerdictName | null;
}

export interface TruthGroup {
  readonly scope: TruthScope;
  readonly kind: string;
  readonly state: BaselineState;
  /** Null: there is no baseline. */
  readonly before: number | null;
  /** Null: the scope cannot be read any more. */
  readonly after: number | null;
  /** Of this night; where it has none, of the baseline. */
  readonly jobIds: readonly string[];
}

export interface TruthQueue {
  readonly queueId: string;
  readonly change: QueueChange;
}

export interface TruthIncident {
  readonly change: "opened" | "resolved";
  readonly rule: AlertRule;
  readonly queueId: string;
  readonly tag: string | null;
  readonly code: string | null;
  /** What its failures have in common, by attribute; null: it says nothing of that. */
  readonly why: Readonly<Record<string, string>> | null;
  /** Whether a message says so. */
  readonly told: boolean;
}

/** `jobs`, `states` and `findings` are of jobs that can be listed when the night is audited. Lists are sorted by id. */
export interface NightTruth extends Truth {
  readonly night: string;
  readonly carried: readonly TruthCarried[];
  readonly amendments: readonly TruthAmendment[];
  readonly groups: readonly TruthGroup[];
  /** Jobs that this night tells to have failed, late ones too, and whose work the baseline tells to have failed. */
  readonly failedAgain: readonly string[];
  /** Jobs of this night that did with success what the baseline tells to have failed, and this night does not. */
  readonly recovered: readonly string[];
  readonly queues: readonly TruthQueue[];
  /** Lines of the diff that say that something got worse, but for rates and durations: histories alone do not tell. */
  readonly worse: number;
  /** Null: the series says nothing of incidents. */
  readonly incidents: readonly TruthIncident[] | null;
}
