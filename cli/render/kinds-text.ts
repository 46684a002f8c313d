/** The largest kinds of findings of a report: how many, what they are, where, and how one of them reads. */

import { safeText } from "../../lib/core/safe-text.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { Kind, Overview } from "../overview.ts";
import type { Look } from "./look.ts";
import { shortFingerprint } from "./short-fingerprint.ts";
import { type Column, fitTable } from "./table.ts";
import { shorten, textWidth } from "./text-width.ts";

const most = 10;
/** What two names may take: as much as leaves the other columns whole in 80. */
const roomForQueues = 16;

const columns: readonly Column<Kind>[] = [
  { title: "count", value: ({ count }) => countText(count), align: "right" },
  { title: "verdict", value: ({ verdict }) => verdict },
  { title: "code", value: ({ code }) => code || "-", least: 10 },
  { title: "queue", value: queuesText, least: 9 },
  { title: "fingerprint", value: ({ fingerprint }) => shortFingerprint(fingerprint) },
];

function queuesText({ queues }: Kind): string {
  const names = queues.join(", ");
  const isShort = queues.length === 1 || (queues.length === 2 && textWidth(names) <= roomForQueues);
  return isShort ? names : amount(queues.length, "queue");
}

export function kindsText({ kinds, groups }: Overview, look: Look): string {
  const shown = kinds.slice(0, most);
  const of = kinds.length > most ? `, the largest ${most}` : "";
  const table = fitTable(columns, shown, { ...look, columns: look.columns - indent.length });
  const sampleOf = ({ sample }: Kind) => shorten(safeText(sample), look.columns - sampleIndent.length);
  const lines = shown.flatMap((kind) => [`${indent}${table.lines([kind])}`, sampleIndent + sampleOf(kind)]);
  const counts = `${amount(kinds.length, "kind of finding", "kinds of findings")} in ${amount(groups, "group")}`;
  return `${[look.colours.strong(`${counts}${of}`), indent + table.head, ...lines].join("\n")}\n`;
}

const indent = "  ";
const sampleIndent = "         ";
