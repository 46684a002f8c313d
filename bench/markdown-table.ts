/** Tables that people read in a terminal as well as on a page. */

export type Row = readonly string[];

/** Columns without a value in any row are left out. */
export function markdownTable(header: Row, rows: readonly Row[]): string {
  const kept = header.map((_, column) => rows.some((row) => row[column] !== ""));
  const all = [header, ...rows].map((row) => row.filter((_, column) => kept[column]));
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  const [first = "", ...rest] = all.map(line);
  return [first, rule, ...rest].join("\n");
}
