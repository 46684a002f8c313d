/** One thing that is wrong with a play, and what is to be said of it. */

import type { Played } from "../../../simulation/played.ts";
import type { Row } from "./break-played.ts";

export type Wrong = readonly [what: string, promise: string, seen: RegExp, breaks: (played: Played) => Played];

type Change = (rows: Row[]) => Row[];

export function without(jobId: string): Change {
  return (rows) => rows.filter((row) => row["jobId"] !== jobId);
}

export function doubled(jobId: string): Change {
  return (rows) => rows.flatMap((row) => (row["jobId"] === jobId ? [row, row] : [row]));
}

export function changed(jobId: string, change: Row): Change {
  return (rows) => rows.map((row) => (row["jobId"] === jobId ? { ...row, ...change } : row));
}

export function all(change: Row): Change {
  return (rows) => rows.map((row) => ({ ...row, ...change }));
}
