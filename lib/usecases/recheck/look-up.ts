/**
 * Looks jobs of one scope up by id.
 *
 * That a job vanished is believed only of an answer about this one id. Whether the service takes several ids is not
 * documented for every family: a refusal or an unreadable answer to several leads to asking for each alone.
 */

import { ProtocolError, ServiceError } from "../../core/errors.ts";
import type { Job } from "../../core/job.ts";
import type { Scope } from "../../core/scope.ts";
import type { CloudInfinite, LookupAnswer } from "../../ports/cloud-infinite.ts";
import type { KnownJob } from "./known-job.ts";
import { failedOutcome, type Outcome } from "./outcome.ts";

export interface LookUpDeps {
  readonly ci: CloudInfinite;
  /** Keeps an answer that could not be decoded and returns its key. */
  keepRaw(body: Uint8Array, signal: AbortSignal): Promise<string>;
}

type Place = Pick<Scope, "family" | "region" | "bucket">;

/** One outcome for each job, in their order. */
export async function lookUp(
  deps: LookUpDeps,
  place: Place,
  jobs: readonly KnownJob[],
  signal: AbortSignal,
): Promise<ReadonlyMap<KnownJob, Outcome>> {
  const together = jobs.length > 1 ? await ask(deps.ci, place, jobs, signal) : null;
  const outcomes = new Map<KnownJob, Outcome>();
  for (const known of jobs) outcomes.set(known, await outcomeOf(known));
  return outcomes;

  async function outcomeOf(known: KnownJob): Promise<Outcome> {
    if (together !== null && isFinal(together.error)) return failed(deps, together.error, known, signal);
    const job = together?.seen.get(known.row.jobId);
    return job === undefined ? lookUpAlone(deps, place, known, signal) : { kind: "seen", job };
  }
}

async function lookUpAlone(deps: LookUpDeps, place: Place, known: KnownJob, signal: AbortSignal): Promise<Outcome> {
  const { seen, error } = await ask(deps.ci, place, [known], signal);
  if (error !== null) return failed(deps, error, known, signal);
  const job = seen.get(known.row.jobId);
  return job === undefined ? { kind: "vanished" } : { kind: "seen", job };
}

interface Answer {
  readonly seen: ReadonlyMap<string, Job>;
  /** Anything but an abort; null when there is an answer. */
  readonly error: unknown;
}

async function ask(
  ci: CloudInfinite,
  { family, region, bucket }: Place,
  jobs: readonly KnownJob[],
  signal: AbortSignal,
): Promise<Answer> {
  const ids = jobs.map(({ row }) => row.jobId);
  try {
    const answer = await ci.lookUpJobs({ place: { family, region, bucket }, ids }, signal);
    if (ids.length === 1) refuseSilence(answer, ids);
    return { seen: new Map(answer.jobs.map((job) => [job.id, job])), error: null };
  } catch (error) {
    signal.throwIfAborted();
    return { seen: new Map(), error };
  }
}

function refuseSilence({ jobs, unknown, requestId }: LookupAnswer, [id]: readonly string[]): void {
  if (jobs.some((job) => job.id === id) || unknown.some((each) => each === id)) return;
  throw new ProtocolError(`Cannot see job ${id} again: the answer says nothing of it`, { requestId });
}

/** Whether asking for each job alone cannot help: the error is not due to the number of ids, or to another of them. */
function isFinal(error: unknown): boolean {
  if (error instanceof ServiceError) return error.status !== 400 && error.status !== 404;
  return error instanceof ProtocolError ? error.foreign : error !== null;
}

async function failed({ keepRaw }: LookUpDeps, error: unknown, known: KnownJob, signal: AbortSignal): Promise<Outcome> {
  const body = error instanceof ProtocolError ? error.body : null;
  return failedOutcome(error, known, body === null ? null : await keepRaw(body, signal));
}
