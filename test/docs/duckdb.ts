/** SQL blocks of a page, and a DuckDB in memory that runs them. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

export interface Block {
  /** The number of its heading, if it has one. */
  readonly question: number | null;
  readonly sql: string;
  readonly tested: boolean;
}

export function readBlocks(page: string): Block[] {
  const text = readFileSync(fileURLToPath(new URL(`../../docs/${page}`, import.meta.url)), "utf8");
  return text.split(/^## /m).flatMap((section) => {
    const number = /^(\d+)\./.exec(section)?.[1];
    const question = number === undefined ? null : Number(number);
    return [...section.matchAll(/^```sql( untested)?\n([\s\S]*?)^```$/gm)].map(([, untested, sql = ""]) => ({
      question,
      sql,
      tested: untested === undefined,
    }));
  });
}

type Row = Readonly<Record<string, unknown>>;

/** Numbers of 64 bits come as text, and so do dates and instants, in UTC. */
export async function openDuckDb(folder: string): Promise<(sql: string) => Promise<readonly Row[]>> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  return async (sql) => {
    const reader = await connection.runAndReadAll(sql.replaceAll("'reports/", `'${folder}/`));
    return reader.getRowObjectsJson();
  };
}

/** As DuckDB shows an instant. */
export function shownInstant(iso: string): string {
  return iso.replace("T", " ").replace(".000Z", "+00");
}
