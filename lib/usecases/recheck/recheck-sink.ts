/** Gathers what became of the jobs: lines of amendments and carried jobs, holes, and what is too old to be asked again. */

import type { Scope } from "../../core/scope.ts";
import type { Judgement } from "../../core/verdict.ts";
import { createLineRuns } from "../report/line-runs.ts";
import type { Spool } from "../report/spool.ts";
import { type Judged, judgeSeen, judgeUnseen, judgeVanished } from "./judge-again.ts";
import type { KnownJob } from "./known-job.ts";
import { createMissedJobs } from "./missed-jobs.ts";
import type { Outcome } from "./outcome.ts";
import { createOutdatedJobs } from "./outdated-jobs.ts";
import type { PendingChunk } from "./pending-chunks.ts";
import type { Rechecked } from "./rechecked.ts";

export interface RecheckSink {
  /** Chunks come in the order of nights, scopes and time. Of an outdated one there are no outcomes. */
  add(chunk: PendingChunk, outcomes: ReadonlyMap<KnownJob, Outcome>): Promise<void>;
  finish(): Promise<Rechecked>;
}

export function createRecheckSink(
  spool: Spool,
  judgementOf: (scope: Scope) => Judgement,
  signal: AbortSignal,
): RecheckSink {
  const amendments = createLineRuns(spool, signal);
  const carried = createLineRuns(spool, signal);
  const missed = createMissedJobs();
  const outdated = createOutdatedJobs();
  return {
    async add(chunk, outcomes) {
      if (chunk.outdated) outdated.add(chunk);
      const judgement = judgementOf(chunk.scope);
      const judged = chunk.jobs.flatMap((known) => {
        const outcome = outcomes.get(known);
        if (outcome?.kind === "failed") missed.add(chunk, outcome.hole);
        return outcome === undefined ? [] : judgeOutcome(chunk, known, outcome, judgement);
      });
      await amendments.add(judged.flatMap(({ amendment }) => amendment ?? []));
      await carried.add(judged.flatMap((each) => each.carried ?? []));
    },
    async finish() {
      const runs = { amendments: await amendments.finish(), carried: await carried.finish() };
      return { ...runs, holes: missed.holes(), notes: outdated.notes() };
    },
  };
}

export function judgeOutcome(chunk: PendingChunk, known: KnownJob, outcome: Outcome, judgement: Judgement): Judged {
  if (outcome.kind === "told") return outcome.judged;
  if (outcome.kind === "seen") return judgeSeen(chunk, known, outcome.job, judgement);
  return outcome.kind === "vanished" ? judgeVanished(chunk, known) : judgeUnseen(chunk, known, judgement);
}
