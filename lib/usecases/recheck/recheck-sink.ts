/** Gathers what became of the jobs: lines of amendments and carried jobs, holes, and what is too old to be asked again. */

import type { Scope } from "../../core/scope.ts";
import type { RetryLog } from "../progress/retry-log.ts";
import { createLineRuns } from "../report/line-runs.ts";
import type { Spool } from "../report/spool.ts";
import type { RetryLookups } from "../retries/retry-lookups.ts";
import { type Judged, type Judging, judgeSeen, judgeUnseen, judgeVanished } from "./judge-again.ts";
import type { KnownJob } from "./known-job.ts";
import { createMissedJobs } from "./missed-jobs.ts";
import type { Outcome } from "./outcome.ts";
import { createOutdatedJobs } from "./outdated-jobs.ts";
import type { PendingChunk } from "./pending-chunks.ts";
import type { Rechecked } from "./rechecked.ts";

export interface RecheckSink {
  /** Chunks come in the order of nights, scopes and time. Of an outdated one there are no outcomes. `log` is the batch's. */
  add(chunk: PendingChunk, outcomes: ReadonlyMap<KnownJob, Outcome>, log: RetryLog): Promise<void>;
  finish(): Promise<Rechecked>;
}

export interface RecheckSinkDeps {
  readonly spool: Spool;
  readonly retries: RetryLookups;
  judgingOf(scope: Scope): Judging;
}

export function createRecheckSink({ spool, retries, judgingOf }: RecheckSinkDeps, signal: AbortSignal): RecheckSink {
  const amendments = createLineRuns(spool, signal);
  const carried = createLineRuns(spool, signal);
  const missed = createMissedJobs();
  const outdated = createOutdatedJobs();
  return {
    async add(chunk, outcomes, log) {
      if (chunk.outdated) outdated.add(chunk);
      const judging = judgingOf(chunk.scope);
      const jobs = chunk.jobs.flatMap((known) => {
        const outcome = outcomes.get(known);
        if (outcome?.kind === "failed") missed.add(chunk, outcome.hole);
        return outcome === undefined ? [] : { known, judged: judgeOutcome(chunk, known, outcome, judging) };
      });
      const judged = await retries.tell(chunk, jobs, log);
      await amendments.add(judged.flatMap(({ amendment }) => amendment ?? []));
      await carried.add(judged.flatMap((each) => each.carried ?? []));
    },
    async finish() {
      const runs = { amendments: await amendments.finish(), carried: await carried.finish() };
      return { ...runs, holes: missed.holes(), notes: [...outdated.notes(), ...retries.notes()] };
    },
  };
}

export function judgeOutcome(chunk: PendingChunk, known: KnownJob, outcome: Outcome, judging: Judging): Judged {
  if (outcome.kind === "told") return outcome.judged;
  if (outcome.kind === "seen") return judgeSeen(chunk, known, outcome.job, judging);
  return outcome.kind === "vanished" ? judgeVanished(chunk, known, judging) : judgeUnseen(chunk, known, judging);
}
