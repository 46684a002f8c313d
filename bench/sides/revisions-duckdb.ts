/**
 * DuckDB's full outer join of the same files, as lean as it gets: no JSON is parsed, the key is cut out of the line, and
 * lines are told apart by a hash.
 */

import { DuckDBInstance } from "@duckdb/node-api";
import { measure } from "../measure.ts";
import { packedFiles, plainFile } from "../revision-files.ts";
import { keyLength, type RevisionName } from "../revision-rows.ts";

const [form = "", folder = ""] = process.argv.slice(2);

await measure(async () => {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "1GB", preserve_insertion_order: "false" });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`
    SELECT count(*) FILTER (b.hash IS NULL)::INT AS removed, count(*) FILTER (a.hash IS NULL)::INT AS added,
      count(*) FILTER (a.hash <> b.hash)::INT AS changed
    FROM (${await linesOf("before")}) a FULL OUTER JOIN (${await linesOf("after")}) b USING (key)
    WHERE a.hash IS DISTINCT FROM b.hash`);
  return reader.getRowObjectsJS()[0] ?? {};
});

async function linesOf(name: RevisionName): Promise<string> {
  const files = form === "gzip" ? await packedFiles(folder, name) : [plainFile(folder, name)];
  const list = files.map((file) => `'${file}'`).join(", ");
  return `SELECT substr(line, 1, ${keyLength}) AS key, hash(line) AS hash FROM read_csv([${list}],
    columns = {line: 'VARCHAR'}, delim = '\\x01', quote = '', escape = '', header = false, auto_detect = false)`;
}
