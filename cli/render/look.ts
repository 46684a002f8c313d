/** How text is to look where it is shown: how wide it may be, and in which colours. */

import type { Io } from "../io.ts";
import { type Colours, coloursFor, noColours } from "./colour.ts";

export interface Look {
  readonly columns: number;
  readonly colours: Colours;
}

const usualColumns = 80;
/** A narrower terminal breaks lines itself; cells of a few letters would tell nothing. */
const leastColumns = 60;

export const plainLook: Look = { columns: usualColumns, colours: noColours };

/** Where no terminal says how wide it is, COLUMNS may. */
export function lookOf(io: Pick<Io, "columns" | "env">): Look {
  const told = io.columns ?? Number(io.env["COLUMNS"]);
  const columns = Number.isInteger(told) && told > 0 ? Math.max(told, leastColumns) : usualColumns;
  return { columns, colours: coloursFor(io) };
}
