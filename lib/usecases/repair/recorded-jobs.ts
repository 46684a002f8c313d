/**
 * The jobs that a revision has rows of, in the windows that are read again. They stay as they were recorded: what the
 * service tells of them now is not taken from the list, and what becomes of them later is learned by seeing them again.
 */

import type { Job } from "../../core/job.ts";
import type { Finding, OpenJob } from "../../core/schema/finding.ts";
import { countJob, emptyTally, type Tally } from "../../core/tally.ts";
import { tallyRow } from "../../core/tally-row.ts";
import { isInside, type Window } from "../../core/window.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { createLineRuns, toLine } from "../report/line-runs.ts";
import { readRows } from "../report/read-lines.ts";
import type { Run, Spool } from "../report/spool.ts";
import type { RecordedScope } from "./recorded-night.ts";
import { compareKeys, joinSorted } from "./row-streams.ts";

type RecordedFiles = Pick<RecordedScope, "findings" | "open">;

export interface RecordedJobs {
  readonly jobs: number;
  /** `JobKey`s as lines, in the order of rows. */
  readonly keys: readonly Run[];
  /** One line: a `TallyRow`. */
  readonly tally: Run;
}

/** Of the windows, which ascend, by where they begin; one that holds no row is left out. */
export async function readRecordedJobs(
  store: ReportStore,
  { scope, windows }: { readonly scope: RecordedFiles; readonly windows: readonly Window[] },
  spool: Spool,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, RecordedJobs>> {
  const recorded = new Map<number, RecordedJobs>();
  const behind = windows.values();
  let gathered: Gathered | null = null;
  const close = async () => {
    if (gathered !== null) recorded.set(gathered.window.from, await finish(gathered, spool, signal));
    gathered = null;
  };
  let window = behind.next().value;
  for await (const { finding, open } of jobsOf(store, scope, signal)) {
    const key = finding ?? open;
    const time = Date.parse(key.createdAt);
    while (window !== undefined && window.to <= time) {
      await close();
      window = behind.next().value;
    }
    if (window === undefined) break;
    if (!isInside(time, window)) continue;
    gathered ??= { window, tally: emptyTally(), keys: createLineRuns(spool, signal) };
    await gathered.keys.add([{ createdAt: key.createdAt, jobId: key.jobId }]);
    if (finding === null) countJob(gathered.tally, jobOfRow(open), null);
    else countJob(gathered.tally, jobOfRow(finding), { name: finding.verdict, reason: finding.reason });
  }
  await close();
  return recorded;
}

interface Gathered {
  readonly window: Window;
  readonly tally: Tally;
  readonly keys: ReturnType<typeof createLineRuns>;
}

async function finish({ tally, keys }: Gathered, spool: Spool, signal: AbortSignal): Promise<RecordedJobs> {
  const line = await spool.keep(toLine(tallyRow(tally)), signal);
  return { jobs: tally.jobs, keys: await keys.finish(), tally: line };
}

/** A job that hangs has a row of either kind. */
type RecordedJob =
  | { readonly finding: Finding; readonly open: OpenJob | null }
  | { readonly finding: null; readonly open: OpenJob };

async function* jobsOf(
  store: ReportStore,
  { findings, open }: RecordedFiles,
  signal: AbortSignal,
): AsyncGenerator<RecordedJob> {
  const found = readRows<Finding>(store, findings, "job-audit/finding/v1", signal);
  const opened = readRows<OpenJob>(store, open, "job-audit/open-job/v1", signal);
  for await (const { a, b } of joinSorted<Finding, OpenJob>(found, opened, compareKeys)) {
    if (a !== null) yield { finding: a, open: b };
    else if (b !== null) yield { finding: null, open: b };
  }
}

/** As much of the job as is counted. */
function jobOfRow(row: Finding | OpenJob): Job {
  const ended = "endedAt" in row ? row : { endedAt: null, operation: null };
  return {
    family: row.family,
    id: row.jobId,
    queueId: row.queueId,
    tag: row.tag,
    state: row.state,
    code: "",
    message: "",
    createdAt: Date.parse(row.createdAt),
    startedAt: timeOf(row.startedAt),
    endedAt: timeOf(ended.endedAt),
    input: row.input,
    output: null,
    operation: ended.operation,
    workflow: null,
    userData: null,
    innerFailures: [],
    extra: {},
  };
}

function timeOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
