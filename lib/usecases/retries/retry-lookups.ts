/**
 * Tells of jobs that went wrong whether another one did their work since: those that hang still, vanished, or failed when
 * their night was over. That a job of the night succeeded where an earlier one had failed is seen when the night is walked;
 * what was done before that night, or where nothing had failed, is not.
 *
 * Look-ups are bounded, and so is the patience with a scope that does not answer. Nothing but a column of rows depends on
 * them: what could not be told is noted, and is no hole.
 */

import pMap from "p-map";
import { workKey } from "../../core/job-identity.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { scopeKey } from "../../core/scope.ts";
import { isFailed, type RetryLog } from "../progress/retry-log.ts";
import type { Judged } from "../recheck/judge-again.ts";
import type { KnownJob } from "../recheck/known-job.ts";
import { type Failed, failedOutcome, type Outcome } from "../recheck/outcome.ts";
import { createPatience } from "../recheck/patience.ts";
import type { PendingChunk } from "../recheck/pending-chunks.ts";
import { type DoneWork, findRetry, type Retried, type RetryDeps, type Sought } from "./find-retry.ts";
import { createUntold } from "./untold-retries.ts";

export interface RetryLookups {
  /** What became of jobs of a chunk, each with the job that did its work since, where one was found. */
  tell(chunk: PendingChunk, jobs: readonly JudgedJob[], log: RetryLog): Promise<readonly Judged[]>;
  notes(): Manifest["notes"];
}

interface JudgedJob {
  readonly known: KnownJob;
  readonly judged: Judged;
}

export interface RetryLookupsRequest extends RetryDeps {
  /** How many jobs are looked for; 0: none, and nothing is said of that. */
  readonly max: number;
  readonly concurrency: number;
}

export function createRetryLookups(
  { max, concurrency, ...deps }: RetryLookupsRequest,
  signal: AbortSignal,
): RetryLookups {
  const patience = createPatience();
  const untold = createUntold(max);
  let left = max;
  return {
    async tell(chunk, jobs, log) {
      const wanted = max === 0 ? [] : jobs.flatMap((job) => wantedOf(chunk, job) ?? []);
      const sought = wanted.slice(0, left);
      left -= sought.length;
      untold.addLeft(wanted.length - sought.length);
      const found = await lookUp(chunk, sought, log);
      return jobs.map(({ judged }) => withRetry(judged, found.get(judged) ?? null));
    },
    notes: () => untold.notes(),
  };

  /** As many at a time as patience allows. */
  async function lookUp(
    chunk: PendingChunk,
    sought: readonly Wanted[],
    log: RetryLog,
  ): Promise<ReadonlyMap<Judged, Retried>> {
    const found = new Map<Judged, Retried>();
    const scope = scopeKey(chunk.scope);
    const waiting = [...sought];
    while (waiting.length > 0 && patience.spent(scope) === null) {
      const round = waiting.splice(0, patience.roundOf(scope));
      const asked = await pMap(round, (each) => ask(each, log), { concurrency, signal });
      patience.tell(
        scope,
        asked.map(({ outcome }) => [outcome]),
      );
      for (const { judged, retried, whole, outcome } of asked) {
        untold.add(outcome, 1);
        if (!whole) untold.addEndless();
        if (retried !== null) found.set(judged, retried);
      }
    }
    untold.add(patience.spent(scope), waiting.length);
    return found;
  }

  async function ask({ job: { known, judged }, work }: Wanted, log: RetryLog): Promise<Asked> {
    const saved = log.soughtFor(known);
    const learned = saved ?? (await learn(known, work));
    if (saved === null) log.add(known, learned);
    if (isFailed(learned)) return { judged, retried: null, whole: true, outcome: learned };
    return { judged, ...learned, outcome: { kind: "told", judged } };
  }

  async function learn(known: KnownJob, work: DoneWork): Promise<Sought | Failed> {
    try {
      return await findRetry(deps, work, signal);
    } catch (error) {
      signal.throwIfAborted();
      return failedOutcome(error, known, null);
    }
  }
}

interface Wanted {
  readonly job: JudgedJob;
  readonly work: DoneWork;
}

interface Asked extends Sought {
  readonly judged: Judged;
  /** Told: there was an answer, whatever it says. */
  readonly outcome: Outcome;
}

const hanging: ReadonlySet<string> = new Set(["stuck.queued", "stuck.running", "unrecognised"]);

/**
 * A job that is held hangs by somebody's decision; one whose operation is not known may have done anything; and where a job
 * could not be seen again, others are not to be seen either.
 */
function wantedOf({ scope }: PendingChunk, job: JudgedJob): Wanted | null {
  const { amendment, carried } = job.judged;
  const row = carried === null ? amendment : carried.seen && hanging.has(carried.verdict) ? carried : null;
  const object = row?.input?.object;
  if (row === null || row.verdict === null || !object || workKey(row, row) === null) return null;
  return { job, work: { scope, row, object } };
}

function withRetry({ amendment, carried }: Judged, retriedBy: Retried | null): Judged {
  if (retriedBy === null) return { amendment, carried };
  return { amendment: amendment && { ...amendment, retriedBy }, carried: carried && { ...carried, retriedBy } };
}
