/**
 * How full a window is likely to be: as full as the same hours of the night before were, by the ledger of that.
 *
 * It only says where idle workers begin to cut. What is found does not depend on it, so a ledger that is damaged, or cut
 * otherwise, or of a day of another length, does no harm.
 */

import { StoreError } from "../../core/errors.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import { scopeKey } from "../../core/scope.ts";
import { secondMs, type Window } from "../../core/window.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import type { NightPlan } from "./night-plan.ts";

const dayMs = 86_400_000;

/** Jobs a second; null where nothing is known. */
export type ExpectedJobs = (scope: PlannedScope, window: Window) => number | null;

interface ReadWindow extends Window {
  readonly jobs: number;
}

export async function loadExpectedJobs(
  store: ReportStore,
  { previous, span }: Pick<NightPlan, "previous" | "span">,
  signal: AbortSignal,
): Promise<ExpectedJobs> {
  if (previous === null) return () => null;
  const windows = new Map<string, ReadWindow[]>();
  const lines = readRows<LedgerLine>(store, filesOf(previous.manifest, "ledgers"), "job-audit/ledger/v1", signal);
  try {
    for await (const line of lines) add(windows, line);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
  const days = Math.max(1, Math.round((span.to - Date.parse(previous.manifest.span.to)) / dayMs));
  return ({ scope }, { from, to }) => {
    const then = { from: from - days * dayMs, to: to - days * dayMs };
    return densityIn(windows.get(scopeKey(scope)) ?? [], then);
  };
}

function add(windows: Map<string, ReadWindow[]>, line: LedgerLine): void {
  const window = { from: Date.parse(line.from), to: Date.parse(line.to), jobs: line.jobs };
  const known = windows.get(scopeKey(line));
  if (known === undefined) windows.set(scopeKey(line), [window]);
  else known.push(window);
}

/** Of the seconds that are known; in each window they are taken to be even. */
function densityIn(windows: readonly ReadWindow[], { from, to }: Window): number | null {
  let [jobs, knownMs] = [0, 0];
  for (const window of windows) {
    const overlapMs = Math.min(to, window.to) - Math.max(from, window.from);
    if (overlapMs <= 0) continue;
    jobs += (window.jobs * overlapMs) / (window.to - window.from);
    knownMs += overlapMs;
  }
  return knownMs === 0 ? null : (jobs * secondMs) / knownMs;
}
