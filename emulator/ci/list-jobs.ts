/** GET /pic_jobs on a bucket's host: the jobs of one queue and tag, by creation time, page by page. */

import type { EmulatorReply } from "../http.ts";
import { CiRefusal } from "../service-errors.ts";
import type { EmulatedJob, JobList } from "../world.ts";
import { escapeXml } from "../xml-text.ts";
import { type BucketCall, xmlReply } from "./call.ts";
import { firstAtOrAfter, type IndexedQueue, storedJobs } from "./job-index.ts";
import { isForgotten, stateAt } from "./job-state.ts";
import { chainText, type JobsQuery, readJobsQuery } from "./jobs-query.ts";
import type { PageMark } from "./page-token.ts";
import { queueAt, settingsAt } from "./queue-at.ts";
import { renderJob } from "./render-job.ts";
import { type IndexSpan, type Selection, selectPage, startOf } from "./select-page.ts";

/** A page as it was answered. */
export interface ListedPage extends Pick<JobsQuery, "queueId" | "tag" | "inputObject" | "from" | "to" | "order"> {
  readonly bucket: string;
  readonly requestId: string;
  readonly jobIds: readonly string[];
}

const noJobs = storedJobs([]);

export function listJobs(call: BucketCall): EmulatorReply {
  const { behaviour, indexed } = call;
  const query = readJobsQuery(call);
  const queue = findQueue(call, query.queueId);
  const jobs = queue.byTag.get(query.tag) ?? noJobs;
  const span = visibleSpan(jobs, query, call);
  const mark = readMark(query, span, call);
  const size = pageSize(query.size, mark.page, call);
  const { inversions } = behaviour.pages;
  const matches = matcher(query, queue, call);
  const selection = selectPage(jobs, { span, mark, size, order: query.order, inversions, matches });
  const around = { bucket: indexed.bucket, queue: queue.queue, now: call.now, behaviour };
  observe(call, query, selection);
  const rows = selection.jobs.map((job) => renderJob(job, around));
  const hollow = behaviour.emptyList === "hollow" && rows.length === 0 ? "<JobsDetail/>" : "";
  return xmlReply(...rows, hollow, renderToken({ query, mark, selection, call }));
}

function observe({ indexed, requestId, observePage }: BucketCall, query: JobsQuery, { jobs }: Selection): void {
  const { queueId, tag, inputObject, from, to, order } = query;
  const jobIds = jobs.map(({ jobId }) => jobId);
  observePage({ bucket: indexed.bucket.name, requestId, queueId, tag, inputObject, from, to, order, jobIds });
}

function findQueue({ indexed, behaviour, now }: BucketCall, queueId: string): IndexedQueue {
  const { name } = indexed.bucket;
  if (behaviour.denied.some((denial) => denial.bucket === name && denial.queueId === queueId)) {
    throw new CiRefusal("AccessDenied", "Access Denied.");
  }
  const queue = indexed.queues.get(queueId);
  if (!queue || !queueAt(queue.queue, now)) throw new CiRefusal("ResourceNotFound", `queue ${queueId} does not exist`);
  return queue;
}

/** What lies in the asked span, exists by now and is not forgotten yet. Times are whole seconds on the wire. */
function visibleSpan(jobs: JobList, query: JobsQuery, { now, behaviour }: BucketCall): IndexSpan {
  const outside = behaviour.bounds === "strict" ? 1 : 0;
  const oldest = behaviour.retentionMs === null ? Number.NEGATIVE_INFINITY : now - behaviour.retentionMs;
  const from = query.from === null ? oldest : Math.max(oldest, query.from + outside);
  const to = query.to === null ? now : Math.min(now, query.to - outside);
  return { low: firstAtOrAfter(jobs, from), high: firstAtOrAfter(jobs, to + 1) };
}

function readMark(query: JobsQuery, span: IndexSpan, { tokens }: BucketCall): PageMark {
  if (query.token === null) return { position: startOf(span, query.order), page: 1 };
  const mark = tokens.redeem(query.token, chainText(query));
  if (!mark) throw new CiRefusal("InvalidArgument", "nextToken is not valid for this query, or no longer");
  return mark;
}

function pageSize(asked: number, page: number, { behaviour }: BucketCall): number {
  const { emptyEvery, maxFill = asked } = behaviour.pages;
  return emptyEvery !== undefined && page % emptyEvery === 0 ? 0 : Math.min(asked, maxFill);
}

function matcher(query: JobsQuery, { queue }: IndexedQueue, { now }: BucketCall): (job: EmulatedJob) => boolean {
  const { states, workflowId, inventoryTriggerJobId, inputObject } = query;
  const { state } = settingsAt(queue, now);
  return (job) =>
    !isForgotten(job, now) &&
    (states === null || states.has(stateAt(job, state, now))) &&
    (workflowId === null || job.workflowId === workflowId) &&
    (inventoryTriggerJobId === null || job.inventoryTriggerJobId === inventoryTriggerJobId) &&
    (inputObject === null || job.inputObject === inputObject);
}

interface Turn {
  readonly query: JobsQuery;
  readonly mark: PageMark;
  readonly selection: Selection;
  readonly call: BucketCall;
}

function renderToken({ query, mark, selection, call }: Turn): string {
  const { repeatTokenAtPage, chainEnd = "absent" } = call.behaviour.pages;
  const goesOn = selection.more || (chainEnd === "extra-page" && selection.jobs.length > 0);
  if (!goesOn) return chainEnd === "empty" ? "<NextToken></NextToken>" : "";
  const repeated = mark.page === repeatTokenAtPage ? query.token : null;
  const next = { position: selection.position, page: mark.page + 1 };
  return `<NextToken>${escapeXml(repeated ?? call.tokens.issue(next, chainText(query)))}</NextToken>`;
}
