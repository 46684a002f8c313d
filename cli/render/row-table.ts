/**
 * Rows of a report as a table, printed piece by piece so that a long report needs no memory.
 *
 * A job's id is shown whole, to be copied. Where there is no room for it beside the rest, it stands with what the row
 * says on a line of its own.
 */

import { safeText } from "../../lib/core/safe-text.ts";
import type { Look } from "./look.ts";
import { type Column, type FittedTable, fitTable } from "./table.ts";
import { shorten, textWidth } from "./text-width.ts";

export interface RowTable<Row> {
  add(row: Row): void;
  /** Prints what is left. */
  end(): void;
}

export interface RowTableRequest<Row> {
  readonly columns: readonly Column<Row>[];
  /** Null where rows are no jobs. */
  readonly idOf: ((row: Row) => string) | null;
  /** Empty where it would say nothing new. */
  messageOf(row: Row): string;
  readonly look: Look;
  print(text: string): void;
}

/** Rows that are looked at together: the first of them decide the widths. */
const batchRows = 500;
const roomForMessage = 120;
const roomForIdToo = 160;
const indent = "          ";
/** Less of a message than this tells nothing. */
const leastMessage = 10;

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
  const { look, columns, idOf, messageOf } = request;
  if (look.columns >= (idOf === null ? roomForMessage : roomForIdToo)) {
    const ids = idOf === null ? [] : [{ title: "job", value: idOf }];
    return fitTable([...columns, ...ids, { title: "message", value: messageOf, least: 40 }], sample, look);
  }
  const table = fitTable(columns, sample, look);
  const below = (row: Row) => linesBelow(row, request).map((line) => look.colours.faint(indent + line));
  return {
    head: table.head,
    lines: (rows) => table.lines(rows).flatMap((line, at) => [line, ...rows.slice(at, at + 1).flatMap(below)]),
  };
}

/** The id and the message side by side, or below each other where the id leaves no room. */
function linesBelow<Row>(row: Row, { look, idOf, messageOf }: RowTableRequest<Row>): readonly string[] {
  const room = look.columns - indent.length;
  const message = safeText(messageOf(row));
  if (idOf === null) return [shorten(message, room)];
  const id = safeText(idOf(row));
  if (message === "") return [id];
  const left = room - textWidth(`${id}  `);
  return left < leastMessage ? [id, shorten(message, room)] : [`${id}  ${shorten(message, left)}`];
}
