/**
 * The same records by fast-xml-parser 5, set up to keep ids as text and to decode every reference: what one writes who
 * takes the most used parser. It refuses less than ours, and knows of no failures inside an operation.
 */

import { XMLParser } from "fast-xml-parser";
import type { Job, ObjectRef, Tree } from "../lib/core/job.ts";
import { parseServiceTime } from "../lib/core/service-time.ts";

/** A text, or elements by their names: the parser's objects do not tell which. */
type Fields = { readonly [name: string]: Fields | undefined } & string;

const noFields = {} as Fields;

interface FastPage {
  readonly jobs: readonly Job[];
  readonly nextToken: string | null;
}

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  htmlEntities: true,
  isArray: (name) => name === "JobsDetail",
});

export function fastRecords(page: Buffer): FastPage {
  const { Response } = parser.parse(page.toString("utf8"));
  return { jobs: (Response.JobsDetail ?? []).map(toJob), nextToken: Response.NextToken || null };
}

function toJob(detail: Fields): Job {
  const { JobId, CreationTime, QueueId, Tag, State, Code, Message, StartTime, EndTime, Input, Operation } = detail;
  const { JobLevel, ImageInspectResult, Output, PicProcess, TemplateId, TemplateName, UserData } =
    Operation ?? noFields;
  const rest: Record<string, Tree> = {};
  if (ImageInspectResult !== undefined) rest["ImageInspectResult"] = ImageInspectResult as Tree;
  if (JobLevel !== undefined) rest["JobLevel"] = JobLevel;
  if (PicProcess !== undefined) rest["PicProcess"] = { IsPicInfo: PicProcess["IsPicInfo"] ?? "" };
  return {
    family: "pic",
    id: JobId ?? "",
    createdAt: parseServiceTime(CreationTime ?? "") ?? 0,
    queueId: QueueId ?? "",
    tag: Tag ?? "",
    state: State ?? "",
    code: Code ?? "",
    message: Message ?? "",
    startedAt: parseServiceTime(StartTime ?? ""),
    endedAt: parseServiceTime(EndTime ?? ""),
    input: toRef(Input),
    output: toRef(Output),
    operation: {
      templateId: TemplateId ?? null,
      templateName: TemplateName ?? null,
      rule: PicProcess?.["ProcessRule"] ?? null,
    },
    workflow: null,
    userData: UserData ?? null,
    innerFailures: [],
    extra: { Operation: rest },
  };
}

function toRef(ref: Fields | undefined): ObjectRef {
  return {
    bucket: ref?.["BucketId"] ?? ref?.["Bucket"] ?? null,
    region: ref?.["Region"] ?? null,
    object: ref?.["Object"] ?? null,
  };
}
