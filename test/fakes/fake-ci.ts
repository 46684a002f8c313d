/**
 * Cloud Infinite in memory, told by tests how it misbehaves.
 *
 * A listing is fixed when its first page is asked for, and each page tells the jobs as they are when it is served.
 */

import type { Job } from "../../lib/core/job.ts";
import type { Bucket, Queue } from "../../lib/core/queue.ts";
import type { Scope } from "../../lib/core/scope.ts";
import type {
  BucketsRequest,
  CloudInfinite,
  JobPage,
  JobsRequest,
  ListPage,
  LookupAnswer,
  LookupRequest,
  QueuesRequest,
} from "../../lib/ports/cloud-infinite.ts";
import { fakeListing, type PageBehaviour } from "./fake-listing.ts";

export interface ListedJob {
  /** The scope that lists it, whatever the job itself says. */
  readonly scope: Scope;
  readonly job: Job;
}

export interface FakeCiOptions extends PageBehaviour {
  readonly buckets?: readonly Bucket[];
  readonly queues?: Readonly<Record<string, readonly Queue[]>>;
  /** Rows of one page of buckets or queues. */
  readonly listPageSize?: number;
  /** What the service says the total is; by default what is true. */
  totalCount?(rows: number): number | null;
  failBuckets?(request: BucketsRequest): Error | null;
  failQueues?(request: QueuesRequest): Error | null;
  failLookups?(request: LookupRequest): Error | null;
  /** What becomes of an answer on its way. */
  alterLookup?(answer: LookupAnswer): LookupAnswer;
}

export interface FakeCi extends CloudInfinite {
  readonly jobs: ListedJob[];
  readonly requests: JobsRequest[];
  readonly listRequests: (BucketsRequest | QueuesRequest)[];
  readonly lookups: LookupRequest[];
}

export function fakeCi(jobs: readonly ListedJob[], options: FakeCiOptions = {}): FakeCi {
  const held = [...jobs];
  const requests: JobsRequest[] = [];
  const listRequests: FakeCi["listRequests"] = [];
  const lookups: LookupRequest[] = [];
  const listing = fakeListing(options);
  return {
    jobs: held,
    requests,
    listRequests,
    lookups,
    async listBuckets(request, signal) {
      signal.throwIfAborted();
      listRequests.push(request);
      throwIf(options.failBuckets?.(request));
      const { region, names } = request;
      const rows = (options.buckets ?? []).filter((bucket) => bucket.region === region);
      return numberedPage(
        rows.filter(({ name }) => names.length === 0 || names.includes(name)),
        request.page,
        options,
      );
    },
    async listQueues(request, signal) {
      signal.throwIfAborted();
      listRequests.push(request);
      throwIf(options.failQueues?.(request));
      return numberedPage(options.queues?.[request.bucket] ?? [], request.page, options);
    },
    async listJobs(request, signal): Promise<JobPage> {
      signal.throwIfAborted();
      requests.push(request);
      const { inputObject } = request;
      const isAsked = ({ input }: Job) => inputObject === undefined || input?.object === inputObject;
      const jobsNow = () => held.filter(({ scope }) => isSame(scope, request.scope)).map(({ job }) => job);
      return listing(request, () => jobsNow().filter(isAsked));
    },
    async lookUpJobs(request, signal) {
      signal.throwIfAborted();
      lookups.push(request);
      throwIf(options.failLookups?.(request));
      const answer = lookUp(held, request);
      return options.alterLookup?.(answer) ?? answer;
    },
  };
}

function lookUp(held: readonly ListedJob[], { place, ids }: LookupRequest): LookupAnswer {
  const here = held.filter(({ scope }) => scope.bucket === place.bucket && scope.region === place.region);
  const jobs = ids.flatMap((id) => here.filter(({ job }) => job.id === id).map(({ job }) => job));
  const unknown = ids.filter((id) => !jobs.some((job) => job.id === id));
  return { jobs, unknown, requestId: "request-lookup" };
}

function isSame(a: Scope, b: Scope): boolean {
  return a.queueId === b.queueId && a.tag === b.tag && a.bucket === b.bucket && a.region === b.region;
}

function numberedPage<Row>(
  rows: readonly Row[],
  page: number,
  { listPageSize = 100, totalCount = (count: number) => count }: FakeCiOptions,
): ListPage<Row> {
  const from = (page - 1) * listPageSize;
  return { rows: rows.slice(from, from + listPageSize), totalCount: totalCount(rows.length) };
}

function throwIf(error: Error | null | undefined): void {
  if (error != null) throw error;
}
