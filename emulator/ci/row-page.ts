/** Pages by number, as the lists of buckets and queues have them: pageNumber from 1, pageSize from 1 to 100. */

import type { CiCall } from "./call.ts";
import { integer } from "./parameters.ts";

export interface RowPage {
  readonly number: number;
  readonly size: number;
}

export function readPage(query: CiCall["query"]): RowPage {
  return {
    number: integer(query, "pageNumber", { usual: 1, max: 999_999_999 }),
    size: integer(query, "pageSize", { usual: 10, max: 100 }),
  };
}

export function cutPage<Row>(rows: readonly Row[], { number, size }: RowPage): readonly Row[] {
  return rows.slice((number - 1) * size, number * size);
}

export function renderPage({ number, size }: RowPage, totalCount: number): string {
  return `<TotalCount>${totalCount}</TotalCount><PageNumber>${number}</PageNumber><PageSize>${size}</PageSize>`;
}
