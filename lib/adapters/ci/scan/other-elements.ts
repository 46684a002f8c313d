/**
 * What a job holds beyond its fields, put back into a tree of the containers that hold it: what `decodeJob` would see if
 * everything that it takes for a field were gone.
 */

import type { Job } from "../../../core/job.ts";
import { leftOver } from "../left-over.ts";
import type { XmlElement } from "../xml-element.ts";
import { containerOf } from "./job-table.ts";
import type { JobParts } from "./scan-job.ts";

/** Of the Operation and its Output; null when there is nothing else in them. */
export function operationTree({ others }: JobParts): XmlElement | null {
  const output = tree("Output", others[containerOf.output]);
  const own = others[containerOf.operation] ?? [];
  return tree("Operation", output === null ? own : [...own, output]);
}

/** `used`: elements of the Operation that a field was read from. */
export function extraOf({ others }: JobParts, operation: XmlElement | null, used: readonly XmlElement[]): Job["extra"] {
  const input = tree("Input", others[containerOf.input]);
  const workflow = tree("Workflow", others[containerOf.workflow]);
  const output = operation?.children.find((child) => child.name === "Output") ?? null;
  const containers = [input, operation, workflow].filter((each) => each !== null);
  const own = others[containerOf.job] ?? [];
  if (own.length === 0 && containers.length === 0) return {};
  const spent = new Set([...containers, ...(output === null ? [] : [output]), ...used]);
  return leftOver({ name: "", text: "", children: [...own, ...containers] }, spent);
}

function tree(name: string, children: readonly XmlElement[] | null | undefined): XmlElement | null {
  return !children || children.length === 0 ? null : { name, text: "", children };
}
