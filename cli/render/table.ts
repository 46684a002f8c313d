/**
 * Tables without borders that fit a terminal.
 *
 * Cells come from outside: they are made safe and cut here, so that one row is one line. Widths are decided on a
 * sample of rows, so that a long table can be printed piece by piece.
 */

import CliTable from "cli-table3";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Look } from "./look.ts";
import { shorten, textWidth } from "./text-width.ts";

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  /** How narrow it may become when room is short. Without it, it is as wide as its content. */
  readonly least?: number;
  readonly align?: "left" | "right";
}

export interface FittedTable<Row> {
  readonly head: string;
  /** One line a row. */
  lines(rows: readonly Row[]): readonly string[];
}

const gap = "  ";

interface FittedColumn<Row> extends Column<Row> {
  width: number;
}

export function fitTable<Row>(
  columns: readonly Column<Row>[],
  sample: readonly Row[],
  { columns: room, colours }: Look,
): FittedTable<Row> {
  const fitted = fitColumns(columns, sample, room);
  return {
    head: colours.faint(draw(fitted, [fitted.map(({ title }) => title)]).join("\n")),
    lines: (rows) =>
      draw(
        fitted,
        rows.map((row) => fitted.map((column) => cellOf(column, row))),
      ),
  };
}

/** A whole table, each line indented and ended. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[], look: Look, indent = ""): string {
  const fitted = fitTable(columns, rows, { ...look, columns: look.columns - indent.length });
  return [fitted.head, ...fitted.lines(rows)].map((line) => `${indent}${line}\n`).join("");
}

function cellOf<Row>({ value, width }: FittedColumn<Row>, row: Row): string {
  return shorten(safeText(value(row)), width);
}

/** The widest of those that may give gives first, one column of the terminal at a time. */
function fitColumns<Row>(columns: readonly Column<Row>[], rows: readonly Row[], room: number): FittedColumn<Row>[] {
  const fitted = columns.map((column) => ({ ...column, width: naturalWidth(column, rows) }));
  const gaps = gap.length * (columns.length - 1);
  for (let over = fitted.reduce((sum, { width }) => sum + width, gaps) - room; over > 0; over -= 1) {
    const [widest] = fitted.filter(mayGive).sort((a, b) => b.width - a.width);
    if (widest === undefined) break;
    widest.width -= 1;
  }
  return fitted;
}

function naturalWidth<Row>({ title, value }: Column<Row>, rows: readonly Row[]): number {
  return rows.reduce((most, row) => Math.max(most, textWidth(safeText(value(row)))), textWidth(title));
}

function mayGive<Row>({ width, least }: FittedColumn<Row>): boolean {
  return least !== undefined && width > least;
}

const noBorders = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: gap,
} as const;

function draw<Row>(columns: readonly FittedColumn<Row>[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const table = new CliTable({
    chars: noBorders,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ align }) => align ?? "left"),
  });
  for (const cells of rows) table.push([...cells]);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}
