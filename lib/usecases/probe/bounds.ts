/**
 * Whether the two ends of a list's span are counted in, each for itself.
 *
 * A job that is there proves more than one that is missing: it is asked for last of all between ends that hold it either
 * way, so that a job that went meanwhile is not taken for a strict end.
 */

import { isoInstant } from "../../core/instant.ts";
import type { Job } from "../../core/job.ts";
import type { Scope } from "../../core/scope.ts";
import type { ProbeReply } from "../../ports/service-probe.ts";
import type { Inquiry } from "./inquiry.ts";
import { lonelyJob, type Sample, spanOf } from "./sample.ts";
import { type Told, whyNot } from "./told.ts";

/** Where the span lies about the job's second: its ends, in seconds from it. */
type Ends = readonly [from: number, to: number];

const mostPages = 5;

export async function askBounds(inquiry: Inquiry, sample: Sample): Promise<Told<"bounds">> {
  const job = lonelyJob(sample);
  const lists = (ends: Ends) => listsJob(inquiry, { scope: sample.scope, job, ends });
  const start = await lists([0, 1]);
  const end = await lists([-1, 0]);
  await lists([0, 0]);
  const after = await lists([1, 2]);
  const before = await lists([-2, -1]);
  const control = await lists([-1, 1]);
  const spoilt = [control, start, end, after, before].find((each) => typeof each !== "boolean");
  if (typeof spoilt === "object") return spoilt;
  if (control === false) return { unknown: "the job is not listed by a span around its second" };
  const value = {
    start: after === true ? null : boundOf(start),
    end: before === true ? null : boundOf(end),
  };
  if (value.start === null && value.end === null) return { unknown: "spans beside the job's second list it too" };
  return { value, answer: `start ${value.start ?? "unknown"}, end ${value.end ?? "unknown"}` };
}

function boundOf(listed: boolean | object): "inclusive" | "strict" {
  return listed === true ? "inclusive" : "strict";
}

interface Asked {
  readonly scope: Scope;
  readonly job: Pick<Job, "id" | "createdAt">;
  readonly ends: Ends;
}

/** Reads on until the job has come or the list ends. */
export async function listsJob(
  inquiry: Inquiry,
  { scope, job, ends }: Asked,
): Promise<boolean | { readonly unknown: string }> {
  const [from, to] = ends.map((seconds) => job.createdAt + seconds * 1000) as [number, number];
  const words = `jobs from ${isoInstant(from)} to ${isoInstant(to)}; job ${job.id} is of ${isoInstant(job.createdAt)}`;
  let token: string | null = null;
  for (let page = 1; page <= mostPages; page += 1) {
    const reply: ProbeReply = await inquiry.list(words, { ...spanOf(scope, from, to), token });
    if (reply.outcome !== "answered") return whyNot(reply);
    if (reply.jobs.some(({ id }) => id === job.id)) return true;
    token = reply.nextToken;
    if (token === null) return false;
  }
  return { unknown: `too many jobs in one second: ${mostPages} pages did not list job ${job.id}` };
}
