/**
 * Trees of a job's other elements as they are to be filled in: the same names for every job of a shape, other texts.
 *
 * While a template is made, a mark stands for the text of a slot. It begins with a character that XML has no place for.
 */

import type { Tree } from "../../../core/job.ts";
import { putTree } from "../left-over.ts";
import type { XmlElement } from "../xml-element.ts";

type Template =
  | { readonly kind: "slot"; readonly slot: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Template[] }
  | BranchTemplate;

export interface BranchTemplate {
  readonly kind: "branches";
  readonly branches: readonly { readonly name: string; readonly below: Template }[];
}

interface Branches {
  readonly [name: string]: Tree;
}

type Texts = readonly (string | null)[];

const markStart = "\0";

export function markOf(slot: number): string {
  return `${markStart}${slot}`;
}

/** The slot that a mark stands for; -1 for any other text. */
function slotOfMark(text: string): number {
  return text.startsWith(markStart) ? Number(text.slice(markStart.length)) : -1;
}

export function branchTemplate(tree: Branches): BranchTemplate {
  const branches = Object.entries(tree).map(([name, child]) => ({ name, below: templateOf(child) }));
  return { kind: "branches", branches };
}

function templateOf(tree: Tree): Template {
  if (isList(tree)) return { kind: "list", items: tree.map(templateOf) };
  if (typeof tree === "object") return branchTemplate(tree);
  const slot = slotOfMark(tree);
  return slot === -1 ? { kind: "text", text: tree } : { kind: "slot", slot };
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

export function fillBranches({ branches }: BranchTemplate, texts: Texts): Branches {
  const tree: Record<string, Tree> = {};
  for (const { name, below } of branches) putTree(tree, name, fillTemplate(below, texts));
  return tree;
}

function fillTemplate(template: Template, texts: Texts): Tree {
  if (template.kind === "slot") return texts[template.slot] ?? "";
  if (template.kind === "text") return template.text;
  if (template.kind === "branches") return fillBranches(template, texts);
  return template.items.map((item) => fillTemplate(item, texts));
}

/** An element whose texts may be marks, with what these stand for. */
export function fillElement({ name, text, children }: XmlElement, texts: Texts): XmlElement {
  const slot = slotOfMark(text);
  const filled = slot === -1 ? text : (texts[slot] ?? "");
  return { name, text: filled, children: children.map((child) => fillElement(child, texts)) };
}
