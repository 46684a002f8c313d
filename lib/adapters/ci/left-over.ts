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
const textLimit = 8_192;
export const totalLimit = 65_536;

const cutMark = "…[cut]";

interface Budget {
  left: number;
}

/** Everything in `element` that is not in `used`. An element that was used is kept for its unused children only. */
export function leftOver(element: XmlElement, used: ReadonlySet<XmlElement>): { readonly [name: string]: Tree } {
  return Object.fromEntries(branches(element, used, { left: totalLimit }));
}

function branches(element: XmlElement, used: ReadonlySet<XmlElement>, budget: Budget): [string, Tree][] {
  const entries: [string, Tree][] = [];
  if (!isBlank(element.text)) entries.push(["#text", cut(element.text, budget)]);
  for (const group of grouped(element.children.filter((child) => !isSpent(child, used)))) {
    if (budget.left <= 0) {
      entries.push(["#cut", cutMark]);
      break;
    }
    const trees = groupTrees(group, used, budget);
    const [first] = trees;
    if (first !== undefined) entries.push([group[0].name, trees.length === 1 ? first : trees]);
  }
  return entries;
}

function groupTrees(group: readonly XmlElement[], used: ReadonlySet<XmlElement>, budget: Budget): Tree[] {
  const trees: Tree[] = [];
  for (const child of group) {
    if (budget.left <= 0) {
      trees.push(cutMark);
      break;
    }
    const tree = treeOf(child, used, budget);
    if (tree !== null) trees.push(tree);
  }
  return trees;
}

function treeOf(element: XmlElement, used: ReadonlySet<XmlElement>, budget: Budget): Tree | null {
  const isUsed = used.has(element);
  if (!isUsed) budget.left -= element.name.length;
  if (element.children.length === 0) return cut(element.text, budget);
  const entries = branches(element, used, budget);
  return isUsed && entries.length === 0 ? null : Object.fromEntries(entries);
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

type Group = [XmlElement, ...XmlElement[]];

/** By name, in the order of names; those of one name as they came. */
function grouped(children: readonly XmlElement[]): readonly Group[] {
  const groups: Group[] = [];
  for (const child of [...children].sort((a, b) => compareText(a.name, b.name))) {
    const last = groups.at(-1);
    if (last?.[0].name === child.name) last.push(child);
    else groups.push([child]);
  }
  return groups;
}
