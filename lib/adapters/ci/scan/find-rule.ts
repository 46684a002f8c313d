/** The rule of an inline operation: in the element named after the job's tag, or else in the family's own. */

import { isBlank, type XmlElement } from "../xml-element.ts";
import { containerOf, type JobTable, slotOf } from "./job-table.ts";
import type { JobParts } from "./scan-job.ts";

export interface FoundRule {
  /** Null for a blank one, too. */
  readonly text: string | null;
  /** Elements without a slot of their own that it was read from. */
  readonly used: readonly XmlElement[];
}

const none: FoundRule = { text: null, used: [] };

/** Undefined where it is not plain which it is. */
export function findRule({ texts, opened, others }: JobParts, tag: string, table: JobTable): FoundRule | undefined {
  if (table.operationNames.has(tag)) return undefined;
  const inOperation = others[containerOf.operation] ?? [];
  const [inline, ...more] = inOperation.length === 0 ? [] : inOperation.filter(({ name }) => name === tag);
  if (inline !== undefined) return more.length > 0 || opened[containerOf.rule] ? undefined : ruleIn(inline);
  const text = texts[slotOf["Operation.*.ProcessRule"]] ?? null;
  return text === null ? none : { text: textOrNull(text), used: none.used };
}

function ruleIn(inline: XmlElement): FoundRule | undefined {
  if (inline.children.length === 0) return isBlank(inline.text) ? { text: null, used: [inline] } : undefined;
  const [rule, ...more] = inline.children.filter(({ name }) => name === "ProcessRule");
  if (rule === undefined) return { text: null, used: [inline] };
  if (more.length > 0 || rule.children.length > 0) return undefined;
  return { text: textOrNull(rule.text), used: [inline, rule] };
}

function textOrNull(text: string): string | null {
  return isBlank(text) ? null : text;
}
