/** What a window that was read again comes to: the jobs that are new, and those that were recorded before. */

import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { TallyRow } from "../../core/schema/tally.ts";
import type { Scope } from "../../core/scope.ts";
import { addTally, countsOf, emptyTally, type Tally } from "../../core/tally.ts";
import { tallyFromRow, tallyRow } from "../../core/tally-row.ts";
import type { Window } from "../../core/window.ts";
import { ledgerLine } from "../audit/scope-report.ts";
import type { WindowReading } from "../audit/walk-scopes.ts";
import type { Run } from "../report/spool.ts";
import { addCounts } from "../walk/window-walk.ts";
import type { RecordedJobs } from "./recorded-jobs.ts";

export interface TakenWindow {
  readonly window: Window;
  readonly taken: readonly WindowReading[];
  readonly recorded: RecordedJobs | null;
}

export async function sumWindow({ taken, recorded }: TakenWindow, signal: AbortSignal): Promise<Tally> {
  const sum = emptyTally();
  if (recorded !== null) addTally(sum, await readTally(recorded.tally, signal));
  for (const { tally } of taken) addTally(sum, await readTally(tally, signal));
  return sum;
}

async function readTally(run: Run, signal: AbortSignal): Promise<Tally> {
  const row: TallyRow = JSON.parse((await run.read(signal)).toString("utf8"));
  return tallyFromRow(row);
}

/** One line, of however many pieces it was read as. */
export async function takenLine(
  scope: Scope,
  taken: TakenWindow,
  withTally: boolean,
  signal: AbortSignal,
): Promise<LedgerLine> {
  const sum = await sumWindow(taken, signal);
  const walks = taken.taken.map(({ walk }) => walk);
  const walk = {
    foreignScopes: new Set<string>(),
    refusal: null,
    counts: walks.map(({ counts }) => counts).reduce(addCounts),
    ordered: walks.every(({ ordered }) => ordered),
    holes: walks.flatMap(({ holes }) => holes),
  };
  return ledgerLine(scope, { window: taken.window, walk, counts: countsOf(sum) }, withTally ? tallyRow(sum) : null);
}
