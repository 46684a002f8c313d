/**
 * What becomes of a window's jobs: counted, judged, and written as lines where somebody must know of them.
 *
 * Outside of holes every job counts. Inside of them those do that have a line: how many others there were nobody can
 * say, and a reading with fewer holes must not count fewer jobs.
 */

import { isTerminal, type Job } from "../../core/job.ts";
import { recoveryRow } from "../../core/recovery-row.ts";
import { type Fingerprinting, findingRow, openJobRow } from "../../core/rows.ts";
import type { Scope } from "../../core/scope.ts";
import { countJob, emptyTally, type Tally } from "../../core/tally.ts";
import { classify, type Judgement, type Verdict } from "../../core/verdict.ts";
import type { JobSink } from "../walk/window-walk.ts";
import type { FailedWork } from "./failed-work.ts";
import { createGroupRuns } from "./group-runs.ts";
import { createLineRuns } from "./line-runs.ts";
import type { SortedRuns } from "./merge-runs.ts";
import type { Run, Spool } from "./spool.ts";

export interface WindowRows {
  readonly tally: Tally;
  /** Each list of runs, read one after the other, is in key order. */
  readonly findings: readonly Run[];
  readonly open: readonly Run[];
  readonly recoveries: readonly Run[];
  readonly groups: readonly SortedRuns[];
}

export interface WindowSink extends JobSink {
  finish(): Promise<WindowRows>;
}

export interface WindowSinkRequest {
  readonly scope: Scope;
  readonly judgement: Judgement;
  readonly failedWork: FailedWork;
  readonly fingerprints: Fingerprinting;
}

export function createWindowSink(request: WindowSinkRequest, spool: Spool, signal: AbortSignal): WindowSink {
  const { scope, judgement, failedWork, fingerprints } = request;
  const tally = emptyTally();
  const findings = createLineRuns(spool, signal);
  const open = createLineRuns(spool, signal);
  const recoveries = createLineRuns(spool, signal);
  const groups = createGroupRuns(spool, signal);
  return {
    async add(jobs, inHole) {
      const judged = jobs.map((job) => ({ job, verdict: classify(job, judgement) }));
      const counted = inHole ? judged.filter(hasRow) : judged;
      for (const { job, verdict } of counted) countJob(tally, job, verdict);
      const found = judged.filter(hasVerdict).map(({ job, verdict }) => findingRow(scope, job, verdict, fingerprints));
      await findings.add(found);
      await groups.add(found);
      await open.add(jobs.filter((job) => !isTerminal(job.state)).map((job) => openJobRow(scope, job)));
      const recovered = jobs.filter((job) => failedWork.isRecovery(scope, job));
      await recoveries.add(recovered.map((job) => recoveryRow(scope, job)));
    },
    finish: async () => ({
      tally,
      findings: await findings.finish(),
      open: await open.finish(),
      recoveries: await recoveries.finish(),
      groups: await groups.finish(),
    }),
  };
}

interface Judged {
  readonly job: Job;
  readonly verdict: Verdict | null;
}

function hasVerdict(judged: Judged): judged is Judged & { readonly verdict: Verdict } {
  return judged.verdict !== null;
}

function hasRow({ job, verdict }: Judged): boolean {
  return verdict !== null || !isTerminal(job.state);
}
