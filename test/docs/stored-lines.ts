/** Lines of a dataset as they lie in a folder, read without SQL. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** With the night of its file, from the path. */
export type Stored<Row> = Row & { readonly date: string };

/** None if there is no such dataset. */
export function storedLines<Row extends object>(folder: string, dataset: string): Stored<Row>[] {
  if (!existsSync(join(folder, "v1", dataset))) return [];
  const files = readdirSync(join(folder, "v1", dataset), { recursive: true, encoding: "utf8" });
  return files.filter((name) => /\.json(l\.gz)?$/.test(name)).flatMap((name) => linesOf<Row>(folder, dataset, name));
}

function linesOf<Row extends object>(folder: string, dataset: string, name: string): Stored<Row>[] {
  const date = /date=([\d-]+)/.exec(name)?.[1] ?? "";
  return parse<Row>(readFileSync(join(folder, "v1", dataset, name)), name).map((row) => ({ ...row, date }));
}

function parse<Row>(bytes: Buffer, name: string): Row[] {
  if (name.endsWith(".json")) return [JSON.parse(bytes.toString())];
  return gunzipSync(bytes)
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Rows by what a function makes of each, in the order of first appearance. */
export function groupRows<Row>(rows: readonly Row[], keyOf: (row: Row) => unknown): (readonly [Row, ...Row[]])[] {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
