/**
 * Rows as CSV (RFC 4180), harmless to who opens it.
 *
 * A cell that a spreadsheet would take for a formula begins with an apostrophe, control characters are shown by their
 * number, so that a row is a line, and a semicolon, which parts cells where the comma parts decimals, stands in quotes.
 * What has to be exact is in the JSON Lines, and in a URL's percent-encoding.
 */

import { stringify } from "csv-stringify/sync";
import { safeText } from "../../lib/core/safe-text.ts";
import type { CsvColumn } from "./csv-columns.ts";

const options = { record_delimiter: "windows", escape_formulas: true, quoted_match: ";" } as const;

export function csvHead<Row>(columns: readonly CsvColumn<Row>[]): string {
  return stringify([columns.map(({ name }) => name)], options);
}

export function csvLines<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
  queueNames: ReadonlyMap<string, string>,
): string {
  const cells = rows.map((row) => columns.map(({ value }) => cellOf(value(row, queueNames))));
  return stringify(cells, options);
}

function cellOf(value: string | number | null | undefined): string | number {
  return typeof value === "string" ? safeText(value) : (value ?? "");
}
