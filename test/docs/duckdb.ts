/** SQL blocks of a page with the answers that are shown under them, and a DuckDB in memory that runs them. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

export interface Block {
  /** The number of its heading, if it has one. */
  readonly question: number | null;
  readonly sql: string;
  readonly tested: boolean;
  /** The table under it. */
  readonly shown: readonly Readonly<Record<string, string>>[];
  /** Rows that are said to follow those. */
  readonly more: number;
}

const blockAndTable = /^```sql( untested)?\n([\s\S]*?)^```\n(?:\n((?:^\|.*\|\n)+)(?:\n… and (\d+) more\.$)?)?/gm;

export function readBlocks(page: string): Block[] {
  const text = readFileSync(fileURLToPath(new URL(`../../docs/${page}`, import.meta.url)), "utf8");
  return text.split(/^## /m).flatMap((section) => {
    const number = /^(\d+)\./.exec(section)?.[1];
    const question = number === undefined ? null : Number(number);
    return [...section.matchAll(blockAndTable)].map(([, untested, sql = "", table = "", more = "0"]) => ({
      question,
      sql,
      tested: untested === undefined,
      shown: readTable(table),
      more: Number(more),
    }));
  });
}

function readTable(table: string): Block["shown"] {
  const [names = [], , ...rows] = table.trimEnd().split("\n").map(cellsOf);
  return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])));
}

function cellsOf(line: string): readonly string[] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

type Row = Readonly<Record<string, unknown>>;

export interface DuckDb {
  /** Numbers of 64 bits come as text, and so do dates and instants, in UTC. */
  ask(sql: string): Promise<readonly Row[]>;
  /** A question's answer as people see it: every value as text, instants in the session's time zone. */
  show(sql: string): Promise<readonly Row[]>;
}

/** Where the pages say that the demo's reports lie. */
export const demoReports = "job-audit-demo/objects/audit-1250000000/audits";

/** One that reads `folder` instead, and cannot read anything else. */
export async function openDuckDb(folder: string): Promise<DuckDb> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const ask = async (sql: string) => {
    const reader = await connection.runAndReadAll(sql.replaceAll(`'${demoReports}'`, `'${folder}'`));
    return reader.getRowObjectsJson();
  };
  await ask(`SET allowed_directories = ['${folder}']; SET enable_external_access = false`);
  return {
    ask,
    show: (sql) => ask(`SELECT coalesce(COLUMNS(*)::VARCHAR, 'NULL') FROM (${sql.replace(/;\s*$/, "")})`),
  };
}

/** As DuckDB shows an instant. */
export function shownInstant(iso: string): string {
  return iso.replace("T", " ").replace(".000Z", "+00");
}
