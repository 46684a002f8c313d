/**
 * What a page of jobs says, by another parser (@rgrove/parse-xml) and another reading of the vendor's page
 * DescribePicJobs: shares nothing with the decoders but the shape of a job.
 */

import { isUtf8 } from "node:buffer";
import { parseXml, type XmlElement } from "@rgrove/parse-xml";
import { innerFailuresOf } from "./inner-failures-of.ts";
import { blank, elementsOf, ownText } from "./parsed.ts";

/** A job without `extra`, which keeps whatever else there is; a test of its own says that nothing is lost. */
interface SecondJob {
  readonly element: XmlElement;
  readonly job: object;
}

export interface SecondOpinion {
  readonly jobs: readonly SecondJob[];
  readonly nextToken: string | null;
}

class Refusal extends Error {}

/** Null for what must not be read. */
export function secondOpinion(bytes: Uint8Array): SecondOpinion | null {
  if (!isUtf8(bytes)) return null;
  const text = Buffer.from(bytes).toString("utf8");
  if (/^\uFEFF?<\?xml[^>]*\sencoding(?!\s*=\s*(["'])(utf-8|us-ascii)\1)/i.test(text)) return null;
  try {
    const document = parseXml(text, { preserveDocumentType: true });
    if (document.children.some(({ type }) => type === "doctype")) return null;
    return readPage(document.root);
  } catch {
    return null;
  }
}

function readPage(root: XmlElement | null): SecondOpinion {
  refuseIf(root === null || root.name !== "Response" || !blank(ownText(root)) || named(root, "Error").length > 0);
  const page = root as XmlElement;
  const jobs = named(page, "JobsDetail").flatMap((element) => {
    const job = readJob(element);
    return job === null ? [] : [{ element, job }];
  });
  const others = elementsOf(page).filter(({ name }) => name !== "JobsDetail");
  refuseIf(jobs.length === 0 && others.some((other) => elementsOf(other).length > 0));
  return { jobs, nextToken: strictWord(page, "NextToken") };
}

const plain = ["JobId", "QueueId", "Code", "State", "CreationTime", "StartTime", "EndTime", "Tag", "Message"];

function readJob(detail: XmlElement): object | null {
  for (const name of plain) strictWord(detail, name);
  for (const name of ["Input", "Operation", "Workflow"]) refuseIf(named(detail, name).length > 1);
  const telling = plain.slice(0, 5).map((name) => strictWord(detail, name));
  if (blank(ownText(detail)) && telling.every((word) => word === null || word === "-")) return null;
  const operation = lone(detail, "Operation");
  const createdAt = instant(detail, "CreationTime");
  const id = word(detail, "JobId");
  refuseIf(id === null || createdAt === null);
  const tag = word(detail, "Tag") ?? "";
  return {
    family: "pic",
    id,
    queueId: word(detail, "QueueId") ?? "",
    tag,
    state: word(detail, "State") ?? "",
    code: word(detail, "Code") ?? "",
    message: text(detail, "Message") ?? "",
    createdAt,
    startedAt: instant(detail, "StartTime"),
    endedAt: instant(detail, "EndTime"),
    input: place(lone(detail, "Input")),
    output: place(lone(operation, "Output")),
    operation: orNull({
      templateId: word(operation, "TemplateId"),
      templateName: text(operation, "TemplateName"),
      rule: text(lone(operation, tag) ?? lone(operation, "PicProcess"), "ProcessRule"),
    }),
    workflow: orNull(workflow(lone(detail, "Workflow"))),
    userData: text(operation, "UserData"),
    innerFailures: operation === null ? [] : innerFailuresOf(operation),
  };
}

function workflow(at: XmlElement | null): object {
  const workflowName = text(at, "WorkflowName") ?? text(at, "Name");
  return { workflowId: word(at, "WorkflowId"), workflowName, runId: word(at, "RunId") };
}

function place(at: XmlElement | null): object | null {
  const bucket = text(at, "BucketId") ?? text(at, "Bucket");
  return orNull({ bucket: bucket?.trim() || null, region: word(at, "Region"), object: text(at, "Object") });
}

function orNull<T extends object>(fields: T): T | null {
  return Object.values(fields).every((value) => value === null) ? null : fields;
}

/** Both forms of the offset, a space for the `T`, and no time at all; by the calendar, which has no 30 February. */
function instant(at: XmlElement, name: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(Z|[+-]\d\d:?\d\d)$/.exec(word(at, name) ?? "");
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    return null;
  const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d\d):?(\d\d)/.exec(found[7] ?? "") ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000;
}

function named(at: XmlElement | null, name: string): readonly XmlElement[] {
  return at === null ? [] : elementsOf(at).filter((child) => child.name === name);
}

function lone(at: XmlElement | null, name: string): XmlElement | null {
  const [first = null, ...more] = named(at, name);
  return more.length === 0 ? first : null;
}

function text(at: XmlElement | null, name: string): string | null {
  const leaf = lone(at, name);
  return leaf === null || elementsOf(leaf).length > 0 || blank(ownText(leaf)) ? null : ownText(leaf);
}

function word(at: XmlElement | null, name: string): string | null {
  return text(at, name)?.trim() || null;
}

function strictWord(at: XmlElement, name: string): string | null {
  const all = named(at, name);
  refuseIf(all.length > 1 || all.some((each) => elementsOf(each).length > 0));
  return word(at, name);
}

function refuseIf(is: boolean): void {
  if (is) throw new Refusal();
}
