/**
 * What becomes of a window's jobs: counted, judged, and written as lines where somebody must know of them.
 *
 * Outside of holes every job counts. Inside of them those do that have a line: how many others there were nobody can
 * say, and a reading with fewer holes must not count fewer jobs.
 */

import { isTerminal } from "../../core/job.ts";
import { recoveryRow } from "../../core/recovery-row.ts";
import { type Fingerprinting, findingRow, openJobRow } from "../../core/rows.ts";
import type { Finding, OpenJob } from "../../core/schema/finding.ts";
import type { Recovery } from "../../core/schema/recovery.ts";
import type { Scope } from "../../core/scope.ts";
import { countJob, emptyTally, type Tally } from "../../core/tally.ts";
import { classify, type Judgement } from "../../core/verdict.ts";
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
      const found: Finding[] = [];
      const waiting: OpenJob[] = [];
      const recovered: Recovery[] = [];
      for (const job of jobs) {
        const verdict = classify(job, judgement);
        const isOpen = !isTerminal(job.state);
        if (!inHole || verdict !== null || isOpen) countJob(tally, job, verdict);
        if (verdict !== null) found.push(findingRow(scope, job, verdict, fingerprints));
        if (isOpen) waiting.push(openJobRow(scope, job));
        if (failedWork.isRecovery(scope, job)) recovered.push(recoveryRow(scope, job));
      }
      await findings.add(found);
      await groups.add(found);
      await open.add(waiting);
      await recoveries.add(recovered);
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
