/**
 * Single questions to Cloud Infinite, put as the probe wants them, whether the audit would put them so or not.
 *
 * Reading only. Whatever comes back is a reply, a refusal too; an aborted signal rejects with its reason.
 */

import type { Job } from "../core/job.ts";
import type { Scope } from "../core/scope.ts";

export interface ListQuestion {
  readonly scope: Scope;
  /** The family's own list, or the one of every family. */
  readonly list: "family" | "unified";
  /** Texts as they go out. */
  readonly from: string;
  readonly to: string;
  readonly order: "Asc" | "Desc";
  /** Any number: more than the documents allow is asked for too. */
  readonly size: number;
  readonly token: string | null;
}

export interface LookupQuestion {
  readonly place: Pick<Scope, "family" | "region" | "bucket">;
  readonly ids: readonly string[];
}

export type ProbeReply = Answered | NotAnswered;

export interface Answered {
  readonly outcome: "answered";
  readonly jobs: readonly Job[];
  /** Ids that the answer names as not known; none of a list. */
  readonly unknown: readonly string[];
  readonly nextToken: string | null;
  readonly requestId: string | null;
}

export interface NotAnswered {
  /** `refused`: what was asked is not taken. `denied`: not by this account. `failed`: it may be taken another time. */
  readonly outcome: "refused" | "denied" | "failed";
  readonly status: number | null;
  readonly code: string | null;
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;
  readonly reason: string;
}

export interface ServiceProbe {
  /** Tries again what may pass, a few times. */
  list(question: ListQuestion, signal: AbortSignal): Promise<ProbeReply>;
  /** One try at once, whatever comes of it: the service's pace is to be seen, not kept. */
  listOnce(question: ListQuestion, signal: AbortSignal): Promise<ProbeReply>;
  lookUp(question: LookupQuestion, signal: AbortSignal): Promise<ProbeReply>;
}
