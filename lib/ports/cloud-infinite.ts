/**
 * What the audit asks of Cloud Infinite.
 *
 * Every call retries what a retry can help, within its own deadline, and then throws one of
 * `ServiceError`, `NetworkError`, `DeadlineError` or `ProtocolError`; an aborted signal rejects with its reason.
 */

import type { FamilyName } from "../core/family.ts";
import type { Job } from "../core/job.ts";
import type { Bucket, Queue } from "../core/queue.ts";
import type { Scope } from "../core/scope.ts";

export interface BucketsRequest {
  readonly family: FamilyName;
  readonly region: string;
  /** Exact names to ask for; none asks for all. */
  readonly names: readonly string[];
  /** Counts from 1. */
  readonly page: number;
}

export interface QueuesRequest {
  readonly family: FamilyName;
  readonly region: string;
  readonly bucket: string;
  /** Counts from 1. */
  readonly page: number;
}

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** How many rows all pages together hold, if the service says. */
  readonly totalCount: number | null;
}

export interface JobsRequest {
  readonly scope: Scope;
  /** Both go out as they are; whether the service counts them in is not known. Epoch milliseconds, whole seconds. */
  readonly createdFrom: number;
  readonly createdTo: number;
  readonly order: "Asc" | "Desc";
  /** Only jobs whose input is this object; absent: all. That the service heeds it has to be seen from the jobs. */
  readonly inputObject?: string;
  /** 1 to 100. */
  readonly size: number;
  /** Where to go on: the last page's `nextToken`. */
  readonly token: string | null;
}

export interface JobPage {
  readonly jobs: readonly Job[];
  /** Null ends the chain: nothing else does. */
  readonly nextToken: string | null;
  /** How many tries before this answer did not succeed. */
  readonly retries: number;
  /** Requests that the same host answered in the last whole second; absent where nobody counts them. */
  readonly rate?: number;
  readonly requestId: string | null;
}

export interface LookupRequest {
  readonly place: Pick<Scope, "family" | "region" | "bucket">;
  /** One, or as many as the service is known to take. */
  readonly ids: readonly string[];
}

export interface LookupAnswer {
  readonly jobs: readonly Job[];
  /** Ids that the answer says are not known. */
  readonly unknown: readonly string[];
  readonly requestId: string | null;
}

export interface CloudInfinite {
  listBuckets(request: BucketsRequest, signal: AbortSignal): Promise<ListPage<Bucket>>;
  listQueues(request: QueuesRequest, signal: AbortSignal): Promise<ListPage<Queue>>;
  listJobs(request: JobsRequest, signal: AbortSignal): Promise<JobPage>;
  /** An id that is in neither part of the answer was not answered. */
  lookUpJobs(request: LookupRequest, signal: AbortSignal): Promise<LookupAnswer>;
}
