/**
 * What was scanned of a job, as the same record that `decodeJob` makes of its element.
 *
 * Wherever `decodeJob` would do anything but take a field as it stands (a time that is none, a field under two names, a
 * placeholder, an error) there is no record: the page is then decoded as elements.
 */

import type { FamilyName } from "../../../core/family.ts";
import type { Job, ObjectRef, Operation, Workflow } from "../../../core/job.ts";
import { readTime } from "../child-values.ts";
import { isBlank } from "../xml-element.ts";
import { type FoundRule, findRule } from "./find-rule.ts";
import { type JobTable, slotOf } from "./job-table.ts";
import { type Others, readOthers } from "./other-elements.ts";
import { hasInOperation, othersOf, restoreOthers } from "./others-shape.ts";
import type { JobParts } from "./scan-job.ts";

type Texts = JobParts["texts"];

/** What it returns is null where it is not plain what the job is. */
export function createPartsReader(family: FamilyName, table: JobTable): (parts: JobParts) => Job | null {
  return (parts) => {
    const { texts, shape } = parts;
    const id = word(texts, slotOf.JobId);
    const createdAt = time(texts, slotOf.CreationTime);
    const startedAt = time(texts, slotOf.StartTime);
    const endedAt = time(texts, slotOf.EndTime);
    const tag = word(texts, slotOf.Tag) ?? "";
    if (shape !== null && hasInOperation(shape, tag)) restoreOthers(shape, parts);
    const rule = findRule(parts, tag, table);
    if (id === null || id === "-" || createdAt === null || createdAt === undefined) return null;
    if (startedAt === undefined || endedAt === undefined || rule === undefined || isToldTwice(texts)) return null;
    const { innerFailures, extra } = restOf(parts, table, rule);
    return {
      family,
      id,
      createdAt,
      queueId: word(texts, slotOf.QueueId) ?? "",
      tag,
      state: word(texts, slotOf.State) ?? "",
      code: word(texts, slotOf.Code) ?? "",
      message: text(texts, slotOf.Message) ?? "",
      startedAt,
      endedAt,
      input: inputOf(texts),
      output: outputOf(texts),
      operation: operationOf(texts, rule.text),
      workflow: workflowOf(texts),
      userData: text(texts, slotOf["Operation.UserData"]),
      innerFailures,
      extra,
    };
  };
}

function restOf(parts: JobParts, { ruleElement }: JobTable, { used }: FoundRule): Others {
  const { shape, texts } = parts;
  const others = shape === null || parts.hasOthers ? null : othersOf(shape, texts);
  if (others !== null) return others;
  if (shape !== null && !parts.hasOthers) restoreOthers(shape, parts);
  return readOthers(parts, ruleElement, used);
}

/** A field under both of its names: one of them is taken, and the other kept as it came. */
function isToldTwice(texts: Texts): boolean {
  const both = (one: number, other: number) => texts[one] !== null && texts[other] !== null;
  return (
    both(slotOf["Input.BucketId"], slotOf["Input.Bucket"]) ||
    both(slotOf["Operation.Output.BucketId"], slotOf["Operation.Output.Bucket"]) ||
    both(slotOf["Workflow.WorkflowName"], slotOf["Workflow.Name"])
  );
}

/** As it stands; null when missing or blank. */
function text(texts: Texts, slot: number): string | null {
  const found = texts[slot] ?? null;
  return found === null || isBlank(found) ? null : found;
}

function word(texts: Texts, slot: number): string | null {
  const found = texts[slot] ?? null;
  return found === null || isBare(found) ? found : found.trim() || null;
}

/** Whether it begins and ends with a letter or sign of ASCII: there is nothing to trim. */
function isBare(found: string): boolean {
  const first = found.charCodeAt(0);
  const last = found.charCodeAt(found.length - 1);
  return first > 0x20 && first < 0x7f && last > 0x20 && last < 0x7f;
}

/** Epoch milliseconds; undefined for text that is no time. */
function time(texts: Texts, slot: number): number | null | undefined {
  return readTime(texts[slot] ?? "");
}

function inputOf(texts: Texts): ObjectRef | null {
  const bucket = word(texts, slotOf["Input.BucketId"]) ?? word(texts, slotOf["Input.Bucket"]);
  return objectRef(bucket, word(texts, slotOf["Input.Region"]), text(texts, slotOf["Input.Object"]));
}

function outputOf(texts: Texts): ObjectRef | null {
  const bucket = word(texts, slotOf["Operation.Output.BucketId"]) ?? word(texts, slotOf["Operation.Output.Bucket"]);
  return objectRef(
    bucket,
    word(texts, slotOf["Operation.Output.Region"]),
    text(texts, slotOf["Operation.Output.Object"]),
  );
}

function objectRef(bucket: string | null, region: string | null, object: string | null): ObjectRef | null {
  return bucket === null && region === null && object === null ? null : { bucket, region, object };
}

function operationOf(texts: Texts, rule: string | null): Operation | null {
  const templateId = word(texts, slotOf["Operation.TemplateId"]);
  const templateName = text(texts, slotOf["Operation.TemplateName"]);
  return templateId === null && templateName === null && rule === null ? null : { templateId, templateName, rule };
}

function workflowOf(texts: Texts): Workflow | null {
  const workflowId = word(texts, slotOf["Workflow.WorkflowId"]);
  const workflowName = text(texts, slotOf["Workflow.WorkflowName"]) ?? text(texts, slotOf["Workflow.Name"]);
  const runId = word(texts, slotOf["Workflow.RunId"]);
  return workflowId === null && workflowName === null && runId === null ? null : { workflowId, workflowName, runId };
}
