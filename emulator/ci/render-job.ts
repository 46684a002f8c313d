/**
 * A job as XML, by plain joining of text: job pages are the bulk of what the emulator sends.
 *
 * Captured replies put elements in alphabetical order, so that Operation, with a State and a Code inside,
 * precedes the job's own State; the samples of the vendor's pages put State first.
 */

import type { EmulatedBucket, EmulatedJob, EmulatedQueue } from "../world.ts";
import { escapeXml } from "../xml-text.ts";
import type { CiBehaviour } from "./behaviour.ts";
import { type JobView, viewAt } from "./job-state.ts";
import { settingsAt } from "./queue-at.ts";
import { formatTime } from "./wire-time.ts";

export interface JobSurroundings {
  readonly bucket: EmulatedBucket;
  readonly queue: EmulatedQueue;
  readonly now: number;
  readonly behaviour: CiBehaviour;
}

type Place = NonNullable<EmulatedJob["objectsIn"]>;

export function renderJob(job: EmulatedJob, around: JobSurroundings): string {
  const { queue, behaviour } = around;
  const view = viewAt(job, settingsAt(queue, around.now).state, around.now);
  const alphabetical = behaviour.elementOrder === "alphabetical";
  const place = job.objectsIn ?? { bucket: around.bucket.name, region: around.bucket.region };
  const operation = renderOperation(job, place, alphabetical);
  const input = `<Input><BucketId>${place.bucket}</BucketId><Object>${escapeXml(job.inputObject)}</Object><Region>${place.region}</Region></Input>`;
  const queueId = `<QueueId>${queue.queueId}</QueueId>${behaviour.extraElements ? "<QueueType>PicProcess</QueueType>" : ""}`;
  const code = `<Code>${escapeXml(view.code)}</Code>`;
  const message = element("Message", view.message);
  const jobId = `<JobId>${job.jobId}</JobId>`;
  const state = `<State>${escapeXml(view.state)}</State>`;
  const tag = `<Tag>${job.tag}</Tag>`;
  const times = renderTimes(job, view);
  return alphabetical
    ? `<JobsDetail>${code}${times.created}${times.ended}${input}${jobId}${message}${operation}${queueId}${times.started}${state}${tag}${renderWorkflow(job)}</JobsDetail>`
    : `<JobsDetail>${code}${message}${jobId}${state}${times.created}${times.ended}${times.started}${queueId}${tag}${input}${operation}${renderWorkflow(job)}</JobsDetail>`;
}

function renderTimes(job: EmulatedJob, view: JobView) {
  return {
    created: `<CreationTime>${formatTime(job.createdAt)}</CreationTime>`,
    ended: `<EndTime>${timeOrDash(view.endedAt)}</EndTime>`,
    started: `<StartTime>${timeOrDash(view.startedAt)}</StartTime>`,
  };
}

function timeOrDash(ms: number | null): string {
  return ms === null ? "-" : formatTime(ms);
}

function renderOperation(job: EmulatedJob, place: Place, alphabetical: boolean): string {
  const output = `<Output><Bucket>${place.bucket}</Bucket><Object>${escapeXml(job.outputObject)}</Object><Region>${place.region}</Region></Output>`;
  const rule =
    job.rule === null
      ? ""
      : `<PicProcess><IsPicInfo>true</IsPicInfo><ProcessRule>${escapeXml(job.rule)}</ProcessRule></PicProcess>`;
  const template = `${optional("TemplateId", job.templateId)}${optional("TemplateName", job.templateName)}`;
  const userData = element("UserData", job.userData);
  const inner = job.operationXml ?? "";
  const level = "<JobLevel>0</JobLevel>";
  return alphabetical
    ? `<Operation>${inner}${level}${output}${rule}${template}${userData}</Operation>`
    : `<Operation>${output}${inner}${template}${rule}${userData}${level}</Operation>`;
}

function renderWorkflow(job: EmulatedJob): string {
  if (job.workflowId === null) return "";
  const runId = optional("RunId", job.workflowRunId ?? null);
  const name = optional("WorkflowName", job.workflowName ?? null);
  return `<Workflow>${runId}${element("WorkflowId", job.workflowId)}${name}</Workflow>`;
}

function element(name: string, text: string): string {
  return text === "" ? `<${name}/>` : `<${name}>${escapeXml(text)}</${name}>`;
}

function optional(name: string, text: string | null): string {
  return text === null ? "" : element(name, text);
}
