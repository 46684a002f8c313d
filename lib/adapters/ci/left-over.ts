/**
 * What a job holds beyond the fields that have a name here, kept as it came.
 *
 * Names are in order, so that both element orders of the service give one tree; what is too much is cut, with a mark.
 * An element's own text beside children is its `#text`, which no element can be called.
 */

import type { Tree } from "../../core/job.ts";
import { compareText } from "../../core/order.ts";
import { isBlank, type XmlElement } from "./xml-element.ts";

/** In UTF-16 units: of one text, and of all names and texts of one job together. */
export const textLimit = 8_192;
export const totalLimit = 65_536;

const cutMark = "…[cut]";

interface Budget {
  left: number;
}

interface Branches {
  [name: string]: Tree;
}

/** Everything in `element` that is not in `used`. An element that was used is kept for its unused children only. */
export function leftOver(element: XmlElement, used: ReadonlySet<XmlElement>): { readonly [name: string]: Tree } {
  return branches(element, used, { left: totalLimit }) ?? {};
}

/** Null when there is nothing. */
function branches(element: XmlElement, used: ReadonlySet<XmlElement>, budget: Budget): Branches | null {
  let tree = isBlank(element.text) ? null : put(null, "#text", cut(element.text, budget));
  const children = inOrder(element.children, used);
  for (let from = 0, to = 0; from < children.length; from = to) {
    if (budget.left <= 0) return put(tree, "#cut", cutMark);
    const name = children[from]?.name ?? "";
    to = from + 1;
    while (children[to]?.name === name) to += 1;
    const kept = groupTree(children.slice(from, to), used, budget);
    if (kept !== null) tree = put(tree, name, kept);
  }
  return tree;
}

function put(tree: Branches | null, name: string, value: Tree): Branches {
  return putTree(tree ?? {}, name, value);
}

/** Plain assignment would set the prototype where an element is called so. */
export function putTree(into: Record<string, Tree>, name: string, value: Tree): Record<string, Tree> {
  if (name !== "__proto__") into[name] = value;
  else Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true });
  return into;
}

/** Null when there is nothing. */
function groupTree(group: readonly XmlElement[], used: ReadonlySet<XmlElement>, budget: Budget): Tree | null {
  const trees: Tree[] = [];
  for (const child of group) {
    const isOver = budget.left <= 0;
    const tree = isOver ? cutMark : treeOf(child, used, budget);
    if (tree !== null) trees.push(tree);
    if (isOver) break;
  }
  return trees.length > 1 ? trees : (trees[0] ?? null);
}

function treeOf(element: XmlElement, used: ReadonlySet<XmlElement>, budget: Budget): Tree | null {
  const isUsed = used.has(element);
  if (!isUsed) budget.left -= element.name.length;
  if (element.children.length === 0) return cut(element.text, budget);
  return branches(element, used, budget) ?? (isUsed ? null : {});
}

function cut(text: string, budget: Budget): string {
  const length = Math.max(0, Math.min(text.length, textLimit, budget.left));
  budget.left -= length;
  return length === text.length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "") + cutMark;
}

/** Used, and with nothing below it that could be left over. */
function isSpent(element: XmlElement, used: ReadonlySet<XmlElement>): boolean {
  return element.children.length === 0 && used.has(element);
}

/** Those that are not spent, by name; those of one name as they came. The service writes them in that order. */
function inOrder(children: readonly XmlElement[], used: ReadonlySet<XmlElement>): readonly XmlElement[] {
  const kept = children.some((child) => isSpent(child, used))
    ? children.filter((child) => !isSpent(child, used))
    : children;
  const isSorted = kept.every((child, index) => index === 0 || (kept[index - 1]?.name ?? "") <= child.name);
  return isSorted ? kept : [...kept].sort((a, b) => compareText(a.name, b.name));
}
