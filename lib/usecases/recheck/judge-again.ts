/** What an open job that was seen again comes to: an amendment where anything changed, a carried row while it is stuck. */

import { isoInstant, isoInstantOrNull } from "../../core/instant.ts";
import { isTerminal, type Job } from "../../core/job.ts";
import { redactText } from "../../core/redact.ts";
import { amendmentRow, carriedRow, type Fingerprinting } from "../../core/rows.ts";
import type { Amendment, Carried } from "../../core/schema/carried.ts";
import { classify, type Judgement, type Verdict } from "../../core/verdict.ts";
import { type KnownJob, lastKnown } from "./known-job.ts";
import type { PendingChunk } from "./pending-chunks.ts";

export interface Judged {
  readonly amendment: Amendment | null;
  readonly carried: Carried | null;
}

/** What a job of a scope is judged by. */
export interface Judging {
  readonly judgement: Judgement;
  readonly fingerprints: Fingerprinting;
}

export type Origin = Pick<PendingChunk, "night" | "scope">;

export function judgeSeen({ night, scope }: Origin, known: KnownJob, seen: Job, judging: Judging): Judged {
  const { judgement, fingerprints } = judging;
  // By its creation the job is found again among those of its night, whatever the service says of that now.
  const job = { ...seen, createdAt: Date.parse(known.row.createdAt) };
  const verdict = classify(job, judgement);
  const ended = isTerminal(job.state);
  const told = { job, night, was: known.was, verdict: verdict?.name ?? null, reason: reasonOf(job, verdict) };
  const change = ended ? "ended" : "changed";
  return {
    amendment: isChanged(known, job) ? amendmentRow(scope, { ...told, change }, fingerprints) : null,
    carried: ended || verdict === null ? null : carriedRow(scope, { job, verdict, night }, fingerprints),
  };
}

/** As it was known before: whatever became of it since, it does not leave the list in silence. */
export function judgeUnseen({ night, scope }: Origin, known: KnownJob, judging: Judging): Judged {
  const { judgement, fingerprints } = judging;
  const job = lastKnown(known);
  const verdict = classify(job, judgement);
  const carried = verdict && carriedRow(scope, { job, verdict, night, seen: false }, fingerprints);
  return { amendment: null, carried };
}

export function judgeVanished({ night, scope }: Origin, known: KnownJob, { fingerprints }: Judging): Judged {
  const told = { night, was: known.was, verdict: "vanished", reason: "the service does not know it any more" } as const;
  const amendment = amendmentRow(scope, { ...told, job: lastKnown(known), change: "vanished" }, fingerprints);
  return { amendment, carried: null };
}

function isChanged({ was }: KnownJob, job: Job): boolean {
  return was.state !== redactText(job.state) || was.startedAt !== isoInstantOrNull(job.startedAt);
}

/** In words that do not depend on when one looks. A job without a verdict has ended well, was cancelled, waits or runs. */
function reasonOf(job: Job, verdict: Verdict | null): string {
  if (verdict !== null) return verdict.reason;
  const plain: { readonly [state: string]: string } = { Success: "succeeded", Cancel: "cancelled", Submitted: "waits" };
  return plain[job.state] ?? (job.startedAt === null ? "runs" : `runs since ${isoInstant(job.startedAt)}`);
}
