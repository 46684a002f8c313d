/**
 * What was scanned of a job, as the same record that `decodeJob` makes of its element.
 *
 * Wherever `decodeJob` would do anything but take a field as it stands (a time that is none, a field under two names, a
 * placeholder, an error) there is no record: the page is then decoded as elements.
 */

import type { FamilyName } from "../../../core/family.ts";
import type { Job, ObjectRef, Operation, Workflow } from "../../../core/job.ts";
import { readTime } from "../child-values.ts";
import { findInnerFailures } from "../inner-failures.ts";
import { isBlank } from "../xml-element.ts";
import { findRule } from "./find-rule.ts";
import { type JobTable, type Path, slotOf } from "./job-table.ts";
import { extraOf, operationTree } from "./other-elements.ts";
import type { JobParts } from "./scan-job.ts";

/** Null where it is not plain what the job is. */
export function jobOfParts(parts: JobParts, family: FamilyName, table: JobTable): Job | null {
  const id = word(parts, "JobId");
  const createdAt = time(parts, "CreationTime");
  const startedAt = time(parts, "StartTime");
  const endedAt = time(parts, "EndTime");
  const tag = word(parts, "Tag") ?? "";
  const rule = findRule(parts, tag, table);
  if (id === null || id === "-" || createdAt === null || createdAt === undefined) return null;
  if (startedAt === undefined || endedAt === undefined || rule === undefined || isToldTwice(parts)) return null;
  const others = operationTree(parts);
  return {
    family,
    id,
    createdAt,
    queueId: word(parts, "QueueId") ?? "",
    tag,
    state: word(parts, "State") ?? "",
    code: word(parts, "Code") ?? "",
    message: text(parts, "Message") ?? "",
    startedAt,
    endedAt,
    input: inputOf(parts),
    output: outputOf(parts),
    operation: operationOf(parts, rule.text),
    workflow: workflowOf(parts),
    userData: text(parts, "Operation.UserData"),
    innerFailures: findInnerFailures(others),
    extra: extraOf(parts, others, rule.used),
  };
}

/** A field under both of its names: one of them is taken, and the other kept as it came. */
function isToldTwice({ texts }: JobParts): boolean {
  const told = (path: Path) => texts[slotOf[path]] !== null;
  return (
    (told("Input.BucketId") && told("Input.Bucket")) ||
    (told("Operation.Output.BucketId") && told("Operation.Output.Bucket")) ||
    (told("Workflow.WorkflowName") && told("Workflow.Name"))
  );
}

/** As it stands; null when missing or blank. */
function text({ texts }: JobParts, path: Path): string | null {
  const found = texts[slotOf[path]] ?? null;
  return found === null || isBlank(found) ? null : found;
}

function word(parts: JobParts, path: Path): string | null {
  return text(parts, path)?.trim() || null;
}

/** Epoch milliseconds; undefined for text that is no time. */
function time({ texts }: JobParts, path: Path): number | null | undefined {
  return readTime(texts[slotOf[path]] ?? "");
}

function inputOf(parts: JobParts): ObjectRef | null {
  const bucket = word(parts, "Input.BucketId") ?? word(parts, "Input.Bucket");
  return objectRef(bucket, word(parts, "Input.Region"), text(parts, "Input.Object"));
}

function outputOf(parts: JobParts): ObjectRef | null {
  const bucket = word(parts, "Operation.Output.BucketId") ?? word(parts, "Operation.Output.Bucket");
  return objectRef(bucket, word(parts, "Operation.Output.Region"), text(parts, "Operation.Output.Object"));
}

function objectRef(bucket: string | null, region: string | null, object: string | null): ObjectRef | null {
  return bucket === null && region === null && object === null ? null : { bucket, region, object };
}

function operationOf(parts: JobParts, rule: string | null): Operation | null {
  const templateId = word(parts, "Operation.TemplateId");
  const templateName = text(parts, "Operation.TemplateName");
  return templateId === null && templateName === null && rule === null ? null : { templateId, templateName, rule };
}

function workflowOf(parts: JobParts): Workflow | null {
  const workflowId = word(parts, "Workflow.WorkflowId");
  const workflowName = text(parts, "Workflow.WorkflowName") ?? text(parts, "Workflow.Name");
  const runId = word(parts, "Workflow.RunId");
  return workflowId === null && workflowName === null && runId === null ? null : { workflowId, workflowName, runId };
}
