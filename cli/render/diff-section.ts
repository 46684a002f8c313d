/** One part of a diff: a heading, a table of its first rows, and how many more there are. */

import { type Names, operationTitle } from "../../lib/core/names.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import { countText } from "../../lib/core/words.ts";
import type { TopRows } from "../top-rows.ts";
import type { Look } from "./look.ts";
import { type Column, fitTable } from "./table.ts";
import { shorten } from "./text-width.ts";
import { wrapText } from "./wrap.ts";

export interface DiffLook extends Look, Names {}

export interface DiffSection<Row> {
  readonly heading: string;
  readonly rows: TopRows<Row>;
  readonly columns: readonly Column<Row>[];
  /** What stands under a row, on one line; null for nothing. */
  under?(row: Row): string | null;
  /** What stands under a row and is never cut; null for nothing. */
  whole?(row: Row): string | null;
}

const underIndent = "      ";

export function sectionText<Row extends { readonly worse: boolean }>(
  { heading, rows, columns, under, whole }: DiffSection<Row>,
  look: DiffLook,
): string {
  const shown = rows.rows();
  const { colours } = look;
  const table = fitTable([worseColumn, ...columns], shown, look);
  const lines = shown.flatMap((row) => {
    const [line = ""] = table.lines([row]);
    const below = under?.(row) ?? null;
    const all = whole?.(row) ?? null;
    return [
      row.worse ? colours.bad(line) : line,
      ...(below === null ? [] : [colours.faint(underLine(below, look))]),
      ...(all === null ? [] : [wrapText(safeText(all), look.columns, underIndent)]),
    ];
  });
  const left = rows.seen - shown.length;
  const rest = left > 0 ? [`  … and ${countText(left)} more`] : [];
  const head = shown.length === 0 ? [] : [table.head];
  return `${[colours.strong(wrapText(heading, look.columns, "")), ...head, ...lines, ...rest].join("\n")}\n`;
}

function underLine(text: string, { columns }: Look): string {
  return underIndent + shorten(safeText(text), columns - underIndent.length);
}

const worseColumn: Column<{ readonly worse: boolean }> = { title: "", value: ({ worse }) => (worse ? "!" : " ") };

export function queueColumn<Row extends { readonly queueId: string }>({
  queueNames,
}: Pick<Names, "queueNames">): Column<Row> {
  return { title: "queue", value: ({ queueId }) => queueNames.get(queueId) ?? queueId, least: 8 };
}

/** What ran: all jobs of the tag, a template by its name, or a rule. */
export function operationText(
  { operation, tag }: { readonly operation: string | null; readonly tag: string },
  { templateNames }: Names,
) {
  return operation === null ? `all ${tag}` : operationTitle(operation, templateNames);
}

export const tagColumn: Column<{ readonly tag: string }> = { title: "tag", value: ({ tag }) => tag, least: 6 };
