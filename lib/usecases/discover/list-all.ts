/**
 * Reads all pages of a numbered list.
 *
 * Numbered pages shift when rows come and go between them: when the rows do not add up to the total that the service
 * tells, the list is read again, and what is still missing then is told, not guessed.
 */

import type { ListPage } from "../../ports/cloud-infinite.ts";
import { missingRows } from "./told-rows.ts";

export interface WholeList<Row> {
  readonly rows: readonly Row[];
  /** In words, when rows are missing; null for a whole list. */
  readonly missing: string | null;
}

const readings = 3;
const maxPages = 1_000;

/** Rows of all readings together, each once by `idOf`, in the order in which they were first seen. */
export async function listAll<Row>(
  fetchPage: (page: number) => Promise<ListPage<Row>>,
  idOf: (row: Row) => string,
): Promise<WholeList<Row>> {
  const rows = new Map<string, Row>();
  let missing = "";
  for (let reading = 0; reading < readings; reading += 1) {
    const seen = await readOnce(fetchPage, idOf, rows);
    if (seen.total === null && rows.size === 0) {
      return { rows: [], missing: "the answer told neither rows nor a total" };
    }
    if (!seen.ended) return { rows: [...rows.values()], missing: `the list has no end after ${maxPages} pages` };
    const { total, count, moved } = seen;
    if (total === null || (count >= total && !moved)) return { rows: [...rows.values()], missing: null };
    missing = moved ? "the list changed while it was read" : missingRows(rows.size, total);
  }
  return { rows: [...rows.values()], missing: `${missing}, after ${readings} readings` };
}

interface Reading {
  readonly count: number;
  readonly total: number | null;
  readonly ended: boolean;
  /** Whether the total changed from page to page: rows that went or came shift the ones behind them. */
  readonly moved: boolean;
}

async function readOnce<Row>(
  fetchPage: (page: number) => Promise<ListPage<Row>>,
  idOf: (row: Row) => string,
  rows: Map<string, Row>,
): Promise<Reading> {
  const seen = new Set<string>();
  let total: number | null = null;
  let moved = false;
  for (let page = 1; page <= maxPages; page += 1) {
    const answer = await fetchPage(page);
    moved ||= total !== null && answer.totalCount !== null && answer.totalCount !== total;
    total = answer.totalCount ?? total;
    const before = seen.size;
    for (const row of answer.rows) {
      seen.add(idOf(row));
      rows.set(idOf(row), row);
    }
    const ended = seen.size === before || (total !== null && seen.size >= total);
    if (ended) return { count: seen.size, total, ended, moved };
  }
  return { count: seen.size, total, ended: false, moved };
}
