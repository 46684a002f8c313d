/** Order and pages of what the platform lists. */

import { demand } from "../api-reply.ts";

export type Rank<T> = (row: T) => number | string;

/** Rows of one rank stay as they are. Throws `ApiRefusal`. */
export function sortBy<T>(rows: readonly T[], rank: Rank<T>, order: string): readonly T[] {
  demand(order === "ASC" || order === "DESC", "InvalidParameterValue.Order", `Order is ${order}, neither ASC nor DESC`);
  const sign = order === "ASC" ? 1 : -1;
  return [...rows].sort((a, b) => sign * compare(rank(a), rank(b)));
}

function compare(a: number | string, b: number | string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Throws `ApiRefusal`. */
export function pageOf<T>(rows: readonly T[], { Offset, Limit }: { Offset: number; Limit: number }): readonly T[] {
  demand(Offset >= 0, "InvalidParameterValue.Offset", `Offset is ${Offset}`);
  demand(Limit >= 1, "InvalidParameterValue.Limit", `Limit is ${Limit}`);
  return rows.slice(Offset, Offset + Limit);
}
