/** A night's ledger, added up by scope: a line a window is too much to keep. */

import type { LedgerLine } from "../schema/ledger.ts";
import { type Scope, scopeKey } from "../scope.ts";

interface LedgerSum {
  readonly scope: Scope;
  readonly windows: number;
  readonly pages: number;
  readonly retries: number;
  readonly duplicates: number;
}

/** By `scopeKey`. */
export type LedgerSums = ReadonlyMap<string, LedgerSum>;

export function addLedgerLine(sums: Map<string, LedgerSum>, line: LedgerLine): void {
  const { family, region, bucket, queueId, tag, pages, retries, duplicates } = line;
  const scope = { family, region, bucket, queueId, tag };
  const before = sums.get(scopeKey(scope)) ?? { windows: 0, pages: 0, retries: 0, duplicates: 0 };
  sums.set(scopeKey(scope), {
    scope,
    windows: before.windows + 1,
    pages: before.pages + pages,
    retries: before.retries + retries,
    duplicates: before.duplicates + duplicates,
  });
}
