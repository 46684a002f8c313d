/** The job list of the fake service: token chains over jobs, with every way of misbehaving that tests need. */

import { ProtocolError, ServiceError } from "../../lib/core/errors.ts";
import type { Job } from "../../lib/core/job.ts";
import type { JobPage, JobsRequest } from "../../lib/ports/cloud-infinite.ts";

interface PageCall {
  readonly request: JobsRequest;
  /** Of its chain, counts from 1. */
  readonly page: number;
  /** Of all pages that were asked for, counts from 1. */
  readonly call: number;
}

export interface PageBehaviour {
  readonly bounds?: "strict" | "inclusive";
  /** In what order a chain lists; the default honours the request. */
  compare?(a: Job, b: Job): number;
  /** How many jobs this page holds, at most what was asked for; 0 makes it empty, with a token. */
  fill?(call: PageCall): number;
  /** Whether this page's token is the one that led to it. */
  loops?(call: PageCall, jobs: readonly Job[]): boolean;
  /** Pages of a chain after which its tokens are refused. */
  readonly expireAfter?: number;
  /** Ids of jobs that make every page undecodable that holds them. */
  readonly poison?: ReadonlySet<string>;
  /** Thrown instead of an answer. */
  failJobs?(call: PageCall): Error | null;
  /** Called before each answer is made: jobs may change here. */
  onPage?(call: PageCall): void;
}

interface Chain {
  readonly ids: readonly string[];
  readonly at: number;
  readonly page: number;
}

export function fakeListing(behaviour: PageBehaviour) {
  const chains = new Map<string, Chain>();
  let calls = 0;
  /** `jobsNow` tells the jobs of the scope as they are. */
  return (request: JobsRequest, jobsNow: () => readonly Job[]): JobPage => {
    const chain = chains.get(request.token ?? "") ?? { ids: idsOf(request, jobsNow(), behaviour), at: 0, page: 1 };
    calls += 1;
    const call = { request, page: chain.page, call: calls };
    refuse(behaviour, call);
    behaviour.onPage?.(call);
    const end = chain.at + Math.min(request.size, behaviour.fill?.(call) ?? request.size);
    const now = new Map(jobsNow().map((job) => [job.id, job]));
    const jobs = chain.ids.slice(chain.at, end).flatMap((id) => now.get(id) ?? []);
    refusePoison(behaviour, jobs);
    const answer = { jobs, retries: 0, requestId: `request-${calls}` };
    if (end >= chain.ids.length) return { ...answer, nextToken: null };
    if (request.token !== null && behaviour.loops?.(call, jobs) === true)
      return { ...answer, nextToken: request.token };
    const token = `token-${calls}`;
    chains.set(token, { ids: chain.ids, at: end, page: chain.page + 1 });
    return { ...answer, nextToken: token };
  };
}

function idsOf({ createdFrom, createdTo, order }: JobsRequest, rows: readonly Job[], behaviour: PageBehaviour) {
  const within =
    behaviour.bounds === "inclusive"
      ? ({ createdAt }: Job) => createdAt >= createdFrom && createdAt <= createdTo
      : ({ createdAt }: Job) => createdAt > createdFrom && createdAt < createdTo;
  const sign = order === "Asc" ? 1 : -1;
  const compare = behaviour.compare ?? ((a: Job, b: Job) => sign * (a.createdAt - b.createdAt));
  return rows
    .filter(within)
    .sort(compare)
    .map(({ id }) => id);
}

function refuse({ failJobs, expireAfter = Number.POSITIVE_INFINITY }: PageBehaviour, call: PageCall): void {
  const error = failJobs?.(call) ?? null;
  if (error !== null) throw error;
  if (call.page <= expireAfter) return;
  const facts = { status: 400, serviceCode: "InvalidArgument", requestId: "request-expired" };
  throw new ServiceError("Cannot list jobs: the token is not valid", facts);
}

function refusePoison({ poison }: PageBehaviour, jobs: readonly Job[]): void {
  const [bad] = jobs.filter(({ id }) => poison?.has(id));
  if (bad === undefined) return;
  throw new ProtocolError("Cannot read a page of jobs: it is no XML", {
    body: Buffer.from(`<JobsDetail>${bad.id}`),
    requestId: "request-poison",
  });
}
