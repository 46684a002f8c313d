/**
 * What a job holds beyond its fields, put back into a tree of the containers that hold it: what `decodeJob` would see if
 * everything that it takes for a field were gone.
 */

import type { InnerFailure, Job } from "../../../core/job.ts";
import { findInnerFailures } from "../inner-failures.ts";
import { leftOver } from "../left-over.ts";
import type { XmlElement } from "../xml-element.ts";
import { containerOf, slotOf } from "./job-table.ts";

export interface Others {
  readonly innerFailures: readonly InnerFailure[];
  readonly extra: Job["extra"];
}

export interface OtherParts {
  /** By `slotOf`. */
  readonly texts: readonly (string | null)[];
  /** By `containerOf`: elements without a field. */
  readonly others: readonly (readonly XmlElement[])[];
}

/** `rule` is what the element of the rule is called; `used` are elements that a field was read from all the same. */
export function readOthers({ texts, others }: OtherParts, rule: string, used: readonly XmlElement[]): Others {
  const of = (container: keyof typeof containerOf) => others[containerOf[container]] ?? [];
  const kept = (name: string, slot: number) => leaf(name, texts[slot] ?? null);
  const output = tree("Output", of("output"));
  const inline = tree(rule, [...of("rule"), ...kept("IsPicInfo", slotOf["Operation.*.IsPicInfo"])]);
  const level = kept("JobLevel", slotOf["Operation.JobLevel"]);
  const operation = tree("Operation", [...of("operation"), ...level, ...output, ...inline]);
  const containers = [...tree("Input", of("input")), ...operation, ...tree("Workflow", of("workflow"))];
  const job = { name: "", text: "", children: [...of("job"), ...containers] };
  const spent = new Set([...containers, ...output, ...inline, ...used]);
  return { innerFailures: findInnerFailures(operation[0] ?? null), extra: leftOver(job, spent) };
}

/** As a list of one, or of none where there is nothing in it. */
function tree(name: string, children: readonly XmlElement[]): readonly XmlElement[] {
  return children.length === 0 ? [] : [{ name, text: "", children }];
}

function leaf(name: string, text: string | null): readonly XmlElement[] {
  return text === null ? [] : [{ name, text, children: [] }];
}
