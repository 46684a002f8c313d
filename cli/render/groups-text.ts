/** The largest groups of a report: how many, what they are, and how one of them reads. */

import type { Group } from "../overview.ts";
import type { Look } from "./look.ts";
import { safeText } from "./safe-text.ts";
import { type Column, fitTable } from "./table.ts";
import { shorten } from "./text-width.ts";
import { amount, countText } from "./words.ts";

const most = 10;

const columns: readonly Column<Group>[] = [
  { title: "count", value: ({ count }) => countText(count), align: "right" },
  { title: "verdict", value: ({ verdict }) => verdict },
  { title: "code", value: ({ code }) => code || "-", least: 10 },
  { title: "group", value: ({ fingerprint }) => shortFingerprint(fingerprint) },
];

/** Enough of it to name a group: the version and 40 bits. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, "v1:".length + 10);
}

export function groupsText(groups: readonly Group[], look: Look): string {
  const shown = groups.slice(0, most);
  const of = groups.length > most ? `, the largest ${most}` : "";
  const table = fitTable(columns, shown, { ...look, columns: look.columns - indent.length });
  const sampleOf = ({ sample }: Group) => shorten(safeText(sample), look.columns - sampleIndent.length);
  const lines = shown.flatMap((group) => [`${indent}${table.lines([group])}`, sampleIndent + sampleOf(group)]);
  const heading = look.colours.strong(`${amount(groups.length, "group")} of findings${of}`);
  return `${[heading, indent + table.head, ...lines].join("\n")}\n`;
}

const indent = "  ";
const sampleIndent = "         ";
