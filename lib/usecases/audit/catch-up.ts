/**
 * Audits the newest night after those that were missed before it, oldest first, and then has the diffs made that are
 * outstanding, whoever left them so.
 *
 * A night that fails does not stop the next one, and neither does a diff. Another of either is begun only while there is
 * likely time for all of it; what is then left is named, and is the next run's.
 */

import type { FamilyName } from "../../core/family.ts";
import type { NightName } from "../../core/key.ts";
import { compareText } from "../../core/order.ts";
import { type AuditResult, auditNight } from "./audit-night.ts";
import type { AuditDeps, AuditRequest } from "./audit-request.ts";
import { type DueNight, findDueNights } from "./missed-nights.ts";
import { type OutstandingDiff, outstandingDiffs, type PresentNight, readDiffs } from "./outstanding-diffs.ts";
import { type DiffStart, type StartDiffDeps, startDiff } from "./start-diff.ts";

export interface CatchUpDeps extends AuditDeps, StartDiffDeps {
  /** Until the whole run has to be over. */
  remainingMs(): number;
}

export interface CatchUpRequest {
  readonly families: readonly FamilyName[];
  /** Date of the newest night that is over. */
  readonly newest: string;
  /** How many nights before it are looked at; 0 for a night that was asked for by name. */
  readonly nights: number;
  requestOf(name: NightName): AuditRequest;
}

export interface CaughtUp {
  readonly nights: readonly { readonly name: NightName; readonly result: AuditResult }[];
  readonly diffs: readonly { readonly name: NightName; readonly diff: DiffStart }[];
  readonly failures: readonly NightFailure[];
  /** What no time was left for: audits first, each in the order of nights. */
  readonly left: readonly LeftWork[];
}

type Step = "audit" | "diff";

/** The diff of a night whose audit is left is not named: there is nothing yet to compare. */
export interface LeftWork extends NightName {
  readonly step: Step;
}

interface NightFailure {
  readonly name: NightName;
  readonly step: Step;
  readonly error: unknown;
}

export async function catchUp(deps: CatchUpDeps, request: CatchUpRequest, signal: AbortSignal): Promise<CaughtUp> {
  const due = await findAllDue(deps, request, signal);
  const seen = await readDiffs(deps.store, due, signal);
  const run = createRun(deps, request, signal);
  const audits = due.filter(({ name, commit }) => commit === null || name.date === request.newest);
  const unaudited = await takeInTurn(deps, audits, run.audit, signal);
  const diffs = outstandingDiffs(presentNights(due, run.done.nights), seen);
  const undiffed = await takeInTurn(deps, diffs, run.diff, signal);
  const left = [
    ...unaudited.filter(({ commit }) => commit === null).map(leftAs("audit")),
    ...undiffed.map(leftAs("diff")),
  ];
  return { ...run.done, left };
}

async function findAllDue(
  { store }: CatchUpDeps,
  { families, newest, nights }: CatchUpRequest,
  signal: AbortSignal,
): Promise<readonly DueNight[]> {
  const due: DueNight[] = [];
  for (const family of families)
    due.push(...(await findDueNights(store, { newest: { family, date: newest }, nights }, signal)));
  return due.sort((a, b) => compareText(a.name.date, b.name.date));
}

/** Another is begun only while this many times the longest one so far is left. */
const safety = 1.5;

/** Returns what no time was left for. The first is always begun, unless time is up. */
async function takeInTurn<Item>(
  { clock, remainingMs }: CatchUpDeps,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  let longestMs = 0;
  for (const [index, item] of items.entries()) {
    if (signal.aborted || remainingMs() < safety * longestMs) return items.slice(index);
    const startedAt = clock.now();
    await work(item);
    longestMs = Math.max(longestMs, clock.now() - startedAt);
  }
  return [];
}

/** Committed before, or by this run. */
function presentNights(due: readonly DueNight[], audited: CaughtUp["nights"]): readonly PresentNight[] {
  return due.flatMap(({ name, commit }) => {
    const newest = audited.find((night) => night.name === name)?.result.commit ?? commit;
    return newest === null ? [] : [{ name, manifest: newest.manifest }];
  });
}

function createRun(deps: CatchUpDeps, { requestOf }: CatchUpRequest, signal: AbortSignal) {
  const done = {
    nights: [] as { name: NightName; result: AuditResult }[],
    diffs: [] as { name: NightName; diff: DiffStart }[],
    failures: [] as NightFailure[],
  };

  async function attempt(name: NightName, step: Step, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      done.failures.push({ name, step, error });
    }
  }

  function audit({ name }: DueNight): Promise<void> {
    return attempt(name, "audit", async () => {
      done.nights.push({ name, result: await auditNight(deps, requestOf(name), signal) });
    });
  }

  function diff({ name, seen }: OutstandingDiff): Promise<void> {
    return attempt(name, "diff", async () => {
      if ("error" in seen) throw seen.error;
      done.diffs.push({ name, diff: await startDiff(deps, name, signal) });
    });
  }

  return { done, audit, diff };
}

function leftAs(step: Step): (item: { readonly name: NightName }) => LeftWork {
  return ({ name }) => ({ ...name, step });
}
