/** A night of jobs in two queues, and the report that an audit of them commits. */

import { isoSpan } from "../../../lib/core/instant.ts";
import { isTerminal, type Job } from "../../../lib/core/job.ts";
import { nightPartKey, scopePartKey } from "../../../lib/core/key.ts";
import { findingRow, openJobRow } from "../../../lib/core/rows.ts";
import type { LedgerLine } from "../../../lib/core/schema/ledger.ts";
import { compareScopes } from "../../../lib/core/scope.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { type CommittedNight, readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest, night } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import type { ListedJob } from "../../fakes/fake-ci.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";

const { signal } = new AbortController();
export const hourMs = 3_600_000;
const queues = ["pqueue1", "pqueue2"].map((queueId) => ({ ...aScope, queueId }));

/** An hour of each queue has two jobs: one that succeeded, one that failed or, in each third hour, runs still. */
export function jobsOf(): ListedJob[] {
  return queues.flatMap((scope) =>
    Array.from({ length: 24 }, (_, hour) => {
      const createdAt = midnight + hour * hourMs;
      const state = hour % 3 === 0 ? "Running" : "Failed";
      const { queueId } = scope;
      return [
        { scope, job: aJob({ id: `${queueId}-${hour}-good`, queueId, createdAt }) },
        { scope, job: aJob({ id: `${queueId}-${hour}-bad`, queueId, createdAt: createdAt + 60_000, state }) },
      ];
    }).flat(),
  );
}

export interface Audited {
  readonly store: MemoryStore;
  readonly committed: CommittedNight;
}

/** What an audit of these jobs commits. A job that runs is found to be stuck, and is open. */
export async function audit(jobs: readonly ListedJob[], holedHour = -1): Promise<Audited> {
  const store = memoryStore();
  const writer = createReportWriter(store, signal);
  for (const scope of queues) {
    const bad = jobs
      .filter(({ job }) => job.queueId === scope.queueId && job.state !== "Success")
      .map(({ job }) => job);
    const found = bad.map((job) => findingRow(scope, job, { name: "failed", reason: "" }, fingerprinting));
    await writer.lines("findings", scopePartKey("findings", night, scope), found.map(toLine));
    const open = bad.filter(({ state }) => !isTerminal(state)).map((job) => openJobRow(scope, job));
    await writer.lines("open", scopePartKey("open", night, scope), open.map(toLine));
  }
  const lines = queues.flatMap((scope) =>
    Array.from({ length: 24 }, (_, hour) => ledgerLine(scope, hour, { jobs, holed: hour === holedHour })),
  );
  await writer.lines("ledgers", nightPartKey("ledgers", night), lines.map(toLine));
  const scopes = [...queues].sort(compareScopes).map(({ family: _, ...place }) => {
    return { ...place, origin: "discovered" as const, complete: true };
  });
  await commitNight(committing(store), aManifest({ scopes, files: [...writer.files] }), signal);
  const committed = await readCommittedNight(store, night, signal);
  if (committed === null) throw new Error("nothing was committed");
  return { store, committed };
}

function ledgerLine(
  scope: typeof aScope,
  hour: number,
  { jobs, holed }: { readonly jobs: readonly ListedJob[]; readonly holed: boolean },
): LedgerLine {
  const window = { from: midnight + hour * hourMs, to: midnight + (hour + 1) * hourMs };
  const here = jobs.filter(
    ({ job }) => job.queueId === scope.queueId && job.createdAt >= window.from && job.createdAt < window.to,
  );
  return {
    schema: "job-audit/ledger/v1",
    ...{ ...scope, ...isoSpan(window), pages: 1, jobs: here.length, byState: {} },
    ...{ duplicates: 0, outside: 0, foreign: 0, restarts: 0, halvings: 0, retries: 0 },
    ...{ order: "kept", end: holed ? "hole" : "no-token", holes: [], tally: null },
  };
}

export function withJob(jobs: readonly ListedJob[], id: string, change: (job: Job) => Job | null): ListedJob[] {
  return jobs.flatMap((each) => {
    const job = each.job.id === id ? change(each.job) : each.job;
    return job === null ? [] : [{ ...each, job }];
  });
}
