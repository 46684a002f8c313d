/** The rule of an inline operation: in the element named after the job's tag, or else in the family's own. */

import { isBlank, type XmlElement } from "../xml-element.ts";
import { containerOf, type JobTable } from "./job-table.ts";
import type { JobParts } from "./scan-job.ts";

export interface FoundRule {
  readonly text: string | null;
  /** Elements that the rule was read from. */
  readonly used: readonly XmlElement[];
}

const none: FoundRule = { text: null, used: [] };

/** Undefined where it is not plain which it is. */
export function findRule({ others }: JobParts, tag: string, table: JobTable): FoundRule | undefined {
  const inOperation = others[containerOf.operation];
  if (table.operationNames.has(tag)) return undefined;
  if (!inOperation || inOperation.length === 0) return none;
  const named = namedIn(inOperation, tag);
  const [inline, ...more] = named.length > 0 ? named : namedIn(inOperation, table.ruleElement);
  if (inline === undefined) return none;
  return more.length > 0 ? undefined : ruleIn(inline);
}

function ruleIn(inline: XmlElement): FoundRule | undefined {
  if (inline.children.length === 0) return isBlank(inline.text) ? { text: null, used: [inline] } : undefined;
  const [rule, ...more] = namedIn(inline.children, "ProcessRule");
  if (rule === undefined) return { text: null, used: [inline] };
  if (more.length > 0 || rule.children.length > 0) return undefined;
  return { text: isBlank(rule.text) ? null : rule.text, used: [inline, rule] };
}

function namedIn(elements: readonly XmlElement[], name: string): readonly XmlElement[] {
  return elements.filter((element) => element.name === name);
}
