/** What has been played so far, of all workers together. */

import type { PlayedSeed } from "./tasks.ts";

export interface Totals {
  readonly seeds: number;
  readonly exchanges: number;
  readonly fired: Readonly<Record<string, number>>;
}

export const nothingPlayed: Totals = { seeds: 0, exchanges: 0, fired: {} };

export function addPlayed(totals: Totals, { exchanges, fired }: PlayedSeed): Totals {
  const sums = { ...totals.fired };
  for (const [kind, times] of Object.entries(fired)) sums[kind] = (sums[kind] ?? 0) + times;
  return { seeds: totals.seeds + 1, exchanges: totals.exchanges + exchanges, fired: sums };
}
