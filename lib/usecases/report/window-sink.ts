/** What becomes of a window's jobs: counted, judged, and written as lines where somebody must know of them. */

import { isTerminal, type Job } from "../../core/job.ts";
import { findingRow, openJobRow } from "../../core/rows.ts";
import type { Scope } from "../../core/scope.ts";
import { countJob, emptyTally, type Tally } from "../../core/tally.ts";
import { classify, type Judgement, type Verdict } from "../../core/verdict.ts";
import type { JobSink } from "../walk/window-walk.ts";
import { createLineRuns } from "./line-runs.ts";
import type { Run, Spool } from "./spool.ts";

export interface WindowRows {
  readonly tally: Tally;
  /** Each list of runs, read one after the other, is in key order. */
  readonly findings: readonly Run[];
  readonly open: readonly Run[];
}

export interface WindowSink extends JobSink {
  finish(): Promise<WindowRows>;
}

export function createWindowSink(
  { scope, judgement }: { readonly scope: Scope; readonly judgement: Judgement },
  spool: Spool,
  signal: AbortSignal,
): WindowSink {
  const tally = emptyTally();
  const findings = createLineRuns(spool, signal);
  const open = createLineRuns(spool, signal);
  return {
    async add(jobs) {
      const judged = jobs.map((job) => ({ job, verdict: classify(job, judgement) }));
      for (const { job, verdict } of judged) countJob(tally, job, verdict);
      await findings.add(judged.filter(hasVerdict).map(({ job, verdict }) => findingRow(scope, job, verdict)));
      await open.add(jobs.filter((job) => !isTerminal(job.state)).map((job) => openJobRow(scope, job)));
    },
    finish: async () => ({ tally, findings: await findings.finish(), open: await open.finish() }),
  };
}

function hasVerdict(judged: {
  readonly job: Job;
  readonly verdict: Verdict | null;
}): judged is { readonly job: Job; readonly verdict: Verdict } {
  return judged.verdict !== null;
}
