/**
 * Rows of a report as a table, printed piece by piece so that a long report needs no memory.
 *
 * Where there is no room for it beside the rest, what the row says stands on a line of its own.
 */

import type { Look } from "./look.ts";
import { safeText } from "./safe-text.ts";
import { type Column, type FittedTable, fitTable } from "./table.ts";
import { shorten } from "./text-width.ts";

export interface RowTable<Row> {
  add(row: Row): void;
  /** Prints what is left. */
  end(): void;
}

export interface RowTableRequest<Row> {
  readonly columns: readonly Column<Row>[];
  messageOf(row: Row): string;
  readonly look: Look;
  print(text: string): void;
}

/** Rows that are looked at together: the first of them decide the widths. */
const batchRows = 500;
const roomForMessage = 120;
const messageIndent = "          ";

export function createRowTable<Row>(request: RowTableRequest<Row>): RowTable<Row> {
  let batch: Row[] = [];
  let lines: ((rows: readonly Row[]) => readonly string[]) | null = null;
  const flush = () => {
    if (batch.length === 0) return;
    if (lines === null) {
      const table = fitRows(batch, request);
      request.print(`${table.head}\n`);
      lines = table.lines;
    }
    request.print(`${lines(batch).join("\n")}\n`);
    batch = [];
  };
  return {
    add(row) {
      batch.push(row);
      if (batch.length === batchRows) flush();
    },
    end: flush,
  };
}

function fitRows<Row>(sample: readonly Row[], request: RowTableRequest<Row>): FittedTable<Row> {
  const { look, columns, messageOf } = request;
  if (look.columns >= roomForMessage) {
    return fitTable([...columns, { title: "message", value: messageOf, least: 40 }], sample, look);
  }
  const table = fitTable(columns, sample, look);
  return { head: table.head, lines: (rows) => table.lines(rows).flatMap(withMessage(rows, request)) };
}

function withMessage<Row>(
  rows: readonly Row[],
  { look, messageOf }: RowTableRequest<Row>,
): (line: string, at: number) => readonly string[] {
  const messages = rows.map((row) => shorten(safeText(messageOf(row)), look.columns - messageIndent.length));
  return (line, at) => [line, look.colours.faint(`${messageIndent}${messages[at]}`)];
}
