/**
 * The truth about open jobs of earlier nights, as each later audit sees them again.
 *
 * They are followed for as long as the series lasts: an audit whose `openMaxAge` is shorter than that sees less.
 */

import { isForgotten } from "../ci/job-state.ts";
import type { TruthAmendment, TruthCarried, TruthScope } from "./night-truth.ts";
import { type SeenJob, type SeenNight, seeJob } from "./seen-night.ts";

/** As it was last seen. */
interface OpenJob extends SeenJob {
  readonly night: string;
}

export type ScopedAmendment = TruthAmendment & { readonly scope: TruthScope };

export interface SeenAgain {
  readonly carried: readonly TruthCarried[];
  /** The same jobs, as they are now. */
  readonly hanging: readonly SeenJob[];
  readonly amendments: readonly ScopedAmendment[];
  /** Those that failed, as they are now. */
  readonly failedLate: readonly SeenJob[];
}

/** One for each night, in order. */
export function seeAgain(nights: readonly SeenNight[]): readonly SeenAgain[] {
  let open: readonly OpenJob[] = [];
  return nights.map((night) => {
    const looks = open.map((before) => lookAgain(before, night));
    const fresh = night.jobs.map((job) => ({ ...job, night: night.night }));
    open = [...looks.flatMap(({ now }) => (now === null ? [] : [now])), ...fresh].filter(({ state }) => !isOver(state));
    return {
      carried: looks.flatMap(({ now }) => carriedOf(now)).sort(byJobId),
      hanging: looks.flatMap(({ now }) => (now !== null && carriedOf(now).length > 0 ? [now] : [])),
      amendments: looks.flatMap(({ amendment }) => amendment ?? []).sort(byJobId),
      failedLate: looks.flatMap(({ now, amendment }) => (now && amendment?.verdict === "failed" ? [now] : [])),
    };
  });
}

interface Look {
  /** Null: the service knows it no more. */
  readonly now: OpenJob | null;
  readonly amendment: ScopedAmendment | null;
}

function lookAgain(before: OpenJob, { now, judgement }: SeenNight): Look {
  const { job, scope, night } = before;
  const head = { jobId: job.jobId, night, scope };
  if (isForgotten(job, now)) {
    return { now: null, amendment: { ...head, change: "vanished", state: before.state, verdict: "vanished" } };
  }
  const seen = { ...seeJob(before, now, judgement), night };
  const { state, verdict } = seen;
  if (state === before.state && seen.startedAt === before.startedAt) return { now: seen, amendment: null };
  return { now: seen, amendment: { ...head, change: isOver(state) ? "ended" : "changed", state, verdict } };
}

function carriedOf(seen: OpenJob | null): readonly TruthCarried[] {
  if (seen === null || seen.verdict === null || isOver(seen.state)) return [];
  return [{ jobId: seen.job.jobId, night: seen.night, verdict: seen.verdict }];
}

/** An undocumented state may change. */
function isOver(state: string): boolean {
  return state === "Success" || state === "Failed" || state === "Cancel";
}

function byJobId(one: { readonly jobId: string }, other: { readonly jobId: string }): number {
  return one.jobId < other.jobId ? -1 : 1;
}
