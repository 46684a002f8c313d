/**
 * One JobsDetail to one job.
 *
 * Only its direct children speak for the job: results inside Operation have a Code, Message, State and StartTime of
 * their own, and in real replies, which are in alphabetical order, these stand before the job's.
 * Source: the vendor's page DescribePicJobs; captures in its document preview demo.
 */

import { ProtocolError } from "../../core/errors.ts";
import { type FamilyName, families } from "../../core/family.ts";
import type { Job, Operation, Workflow } from "../../core/job.ts";
import { createDetailReader, type DetailReader } from "./detail-reader.ts";
import { findInnerFailures } from "./inner-failures.ts";
import { leftOver } from "./left-over.ts";
import { showText } from "./show-bytes.ts";
import { childText, isBlank, onlyChild, type XmlElement } from "./xml-element.ts";

const leafNames = ["JobId", "QueueId", "Code", "State", "CreationTime", "StartTime", "EndTime", "Tag", "Message"];
const containerNames = ["Input", "Operation", "Workflow"];
const tellingNames = ["JobId", "QueueId", "Code", "State", "CreationTime"];

/** Null for an empty placeholder. Throws `ProtocolError` when it cannot be told which job this is, or of when. */
export function decodeJob(detail: XmlElement, family: FamilyName): Job | null {
  refuseAmbiguity(detail);
  if (isHollow(detail)) return null;
  const reader = createDetailReader();
  const identity = readIdentity(detail, reader);
  const operation = reader.container(detail, "Operation");
  const known = {
    family,
    ...identity,
    code: reader.word(detail, "Code") ?? "",
    message: reader.text(detail, "Message") ?? "",
    startedAt: reader.time(detail, "StartTime"),
    endedAt: reader.time(detail, "EndTime"),
    input: reader.objectRef(detail, "Input"),
    output: reader.objectRef(operation, "Output"),
    operation: readOperation(operation, [identity.tag, families[family].ruleElement], reader),
    workflow: readWorkflow(reader.container(detail, "Workflow"), reader),
    userData: reader.text(operation, "UserData"),
    innerFailures: findInnerFailures(operation),
  };
  return { ...known, extra: leftOver(detail, reader.used) };
}

function refuseAmbiguity(detail: XmlElement): void {
  for (const name of leafNames) childText(detail, name);
  for (const name of containerNames) onlyChild(detail, name);
}

/** The Java SDK takes a lone JobsDetail without JobId, QueueId and Code for an empty list. */
function isHollow(detail: XmlElement): boolean {
  return isBlank(detail.text) && tellingNames.every((name) => (childText(detail, name) ?? "-") === "-");
}

function readIdentity(detail: XmlElement, reader: DetailReader) {
  const id = reader.word(detail, "JobId");
  if (id === null) throw new ProtocolError("Cannot read a job of the answer: it has no JobId.");
  const createdAt = reader.time(detail, "CreationTime");
  if (createdAt === null) {
    const seen = showText(childText(detail, "CreationTime") ?? "", 40);
    throw new ProtocolError(`Cannot read job ${showText(id, 60)}: its CreationTime is \`${seen}\`.`);
  }
  const queueId = reader.word(detail, "QueueId") ?? "";
  const tag = reader.word(detail, "Tag") ?? "";
  return { id, createdAt, queueId, tag, state: reader.word(detail, "State") ?? "" };
}

function readOperation(
  operation: XmlElement | null,
  ruleNames: readonly [string, string],
  reader: DetailReader,
): Operation | null {
  const templateId = reader.word(operation, "TemplateId");
  const templateName = reader.text(operation, "TemplateName");
  const rule = readRule(operation, ruleNames, reader);
  return templateId === null && templateName === null && rule === null ? null : { templateId, templateName, rule };
}

/** An inline operation's parameters stand in an element named after the tag, or in the family's own. */
function readRule(
  operation: XmlElement | null,
  [tag, own]: readonly [string, string],
  reader: DetailReader,
): string | null {
  const inline = reader.container(operation, tag) ?? reader.container(operation, own);
  return reader.text(inline, "ProcessRule");
}

function readWorkflow(workflow: XmlElement | null, reader: DetailReader): Workflow | null {
  const workflowId = reader.word(workflow, "WorkflowId");
  const workflowName = reader.text(workflow, "WorkflowName", "Name");
  const runId = reader.word(workflow, "RunId");
  return workflowId === null && workflowName === null && runId === null ? null : { workflowId, workflowName, runId };
}
