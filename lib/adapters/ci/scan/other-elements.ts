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

interface Shared extends Others {
  readonly level: string | null;
  readonly info: string | null;
}

/** Many more than a page has. */
const mostShared = 8;

/**
 * Nearly all jobs of a page hold the same few things beyond their fields, and share one tree of them. `rule` is what the
 * element of the rule is called.
 */
export function createOthersReader(rule: string): (parts: JobParts, used: readonly XmlElement[]) => Others {
  const shared: Shared[] = [];
  return (parts, used) => {
    if (parts.otherCount > 0) return readOthers(parts, rule, used);
    const level = parts.texts[jobLevel] ?? null;
    const info = parts.texts[isPicInfo] ?? null;
    for (const each of shared) if (each.level === level && each.info === info) return each;
    const others = readOthers(parts, rule, used);
    if (shared.length < mostShared) shared.push({ ...others, level, info });
    return others;
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
