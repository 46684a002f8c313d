/**
 * What jobs of one shape hold beyond their fields: the same elements, of which only the texts differ.
 *
 * Failures inside are looked for again only when a text has changed that may tell of one.
 */

import type { InnerFailure } from "../../../core/job.ts";
import { textLimit } from "../left-over.ts";
import type { XmlElement } from "../xml-element.ts";
import { containerOf, keptSlots, slotCount } from "./job-table.ts";
import { type Others, readOthers } from "./other-elements.ts";
import type { JobParts } from "./scan-job.ts";
import { type BranchTemplate, branchTemplate, fillBranches, fillElement, markOf } from "./template.ts";

export interface OthersShape {
  readonly rule: string;
  /** By container: elements without a field. Marks stand for the texts that differ from job to job. */
  readonly elements: readonly (readonly XmlElement[])[];
  readonly extra: BranchTemplate;
  /** Of those texts. */
  readonly slots: readonly number[];
  /** Of those that may tell of a failure; what they held when one was looked for last, and what was found. */
  readonly telling: readonly number[];
  seen: readonly (string | null)[];
  failures: readonly InnerFailure[];
}

const tellingNames: ReadonlySet<string> = new Set(["State", "Code", "Message", "FailPageCount"]);

/** Of a job that was scanned element by element; `rule` is what the element of its rule is called. */
export function learnOthers(parts: JobParts, rule: string): OthersShape {
  const { texts, leaves, marks } = parts;
  const slots = marks.map(({ slot }) => slot).filter((slot) => slot >= slotCount || keptSlots.includes(slot));
  const marked = texts.map((text, slot) => (slots.includes(slot) ? markOf(slot) : text));
  const markOfLeaf = new Map(leaves.map((leaf, index) => [leaf, markOf(slotCount + index)]));
  const elements = parts.others.map((each) => each.map((element) => withMarks(element, markOfLeaf)));
  const telling = slots.filter((slot) => tellingNames.has(leaves[slot - slotCount]?.name ?? ""));
  return {
    rule,
    elements,
    extra: branchTemplate(readOthers({ texts: marked, others: elements }, rule, []).extra),
    slots,
    telling,
    seen: telling.map((slot) => texts[slot] ?? null),
    failures: readOthers(parts, rule, []).innerFailures,
  };
}

function withMarks(element: XmlElement, markOfLeaf: ReadonlyMap<XmlElement, string>): XmlElement {
  const children = element.children.map((child) => withMarks(child, markOfLeaf));
  return { name: element.name, text: markOfLeaf.get(element) ?? element.text, children };
}

/** Null where a text is so long that it is to be cut. */
export function othersOf(shape: OthersShape, texts: JobParts["texts"]): Others | null {
  for (const slot of shape.slots) if ((texts[slot] ?? "").length > textLimit) return null;
  return { innerFailures: failuresOf(shape, texts), extra: fillBranches(shape.extra, texts) };
}

function failuresOf(shape: OthersShape, texts: JobParts["texts"]): readonly InnerFailure[] {
  const { telling, seen } = shape;
  for (let index = 0; index < telling.length; index += 1) {
    if (texts[telling[index] ?? 0] === seen[index]) continue;
    shape.seen = telling.map((slot) => texts[slot] ?? null);
    shape.failures = readOthers({ texts, others: filled(shape, texts) }, shape.rule, []).innerFailures;
    break;
  }
  return shape.failures;
}

function filled({ elements }: OthersShape, texts: JobParts["texts"]): readonly (readonly XmlElement[])[] {
  return elements.map((each) => each.map((element) => fillElement(element, texts)));
}

/** Whether the job's Operation holds an element of that name that has no field. */
export function hasInOperation({ elements }: OthersShape, name: string): boolean {
  const inOperation = elements[containerOf.operation] ?? [];
  return inOperation.length > 0 && inOperation.some((element) => element.name === name);
}

/** Puts the elements into `parts`, as if these had been scanned one by one. */
export function restoreOthers(shape: OthersShape, parts: JobParts): void {
  for (const [index, elements] of filled(shape, parts.texts).entries()) parts.others[index]?.push(...elements);
  parts.hasOthers = true;
}
