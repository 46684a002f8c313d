/**
 * What a job holds beyond its fields, put back into a tree of the containers that hold it: what `decodeJob` would see if
 * everything that it takes for a field were gone.
 */

import type { InnerFailure, Job } from "../../../core/job.ts";
import { findInnerFailures } from "../inner-failures.ts";
import { leftOver } from "../left-over.ts";
import type { XmlElement } from "../xml-element.ts";
import { containerOf, slotOf } from "./job-table.ts";
import type { JobParts } from "./scan-job.ts";

export interface Others {
  readonly innerFailures: readonly InnerFailure[];
  readonly extra: Job["extra"];
}

const jobLevel = slotOf["Operation.JobLevel"];
const isPicInfo = slotOf["Operation.*.IsPicInfo"];

/**
 * Nearly all jobs of a page hold the same beyond their fields, and share one tree of it. `rule` is what the element of
 * the rule is called.
 */
export function createOthersReader(rule: string): (parts: JobParts, used: readonly XmlElement[]) => Others {
  let level: string | null = null;
  let info: string | null = null;
  let shared: Others = { innerFailures: [], extra: {} };
  return (parts, used) => {
    if (parts.otherCount > 0) return readOthers(parts, rule, used);
    const { texts } = parts;
    if (texts[jobLevel] !== level || texts[isPicInfo] !== info) {
      level = texts[jobLevel] ?? null;
      info = texts[isPicInfo] ?? null;
      shared = readOthers(parts, rule, used);
    }
    return shared;
  };
}

/** `used`: elements that a field was read from. */
function readOthers({ texts, others }: JobParts, rule: string, used: readonly XmlElement[]): Others {
  const of = (container: keyof typeof containerOf) => others[containerOf[container]] ?? [];
  const kept = (name: string, slot: number) => leaf(name, texts[slot] ?? null);
  const output = tree("Output", of("output"));
  const inline = tree(rule, [...of("rule"), ...kept("IsPicInfo", isPicInfo)]);
  const operation = tree("Operation", [...of("operation"), ...kept("JobLevel", jobLevel), ...output, ...inline]);
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
