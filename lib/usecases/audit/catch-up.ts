/**
 * Audits the newest night after those that were missed before it, oldest first, and has their diffs made.
 *
 * A night that fails does not stop the next one, and a diff that fails leaves its night committed. Another night is begun
 * only while there is likely time for all of it; what is then left is named, and is the next run's.
 */

import type { FamilyName } from "../../core/family.ts";
import type { NightName } from "../../core/key.ts";
import { compareText } from "../../core/order.ts";
import { readCommittedDiff } from "../diff/read-diff.ts";
import { type AuditResult, auditNight } from "./audit-night.ts";
import type { AuditDeps, AuditRequest } from "./audit-request.ts";
import { type DueNight, findDueNights } from "./missed-nights.ts";
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
  /** Nights for which no time was left. */
  readonly left: readonly NightName[];
}

interface NightFailure {
  readonly name: NightName;
  readonly step: "audit" | "diff";
  readonly error: unknown;
}

/** A night is begun only while this many times the longest one so far is left. */
const safety = 1.5;

export async function catchUp(deps: CatchUpDeps, request: CatchUpRequest, signal: AbortSignal): Promise<CaughtUp> {
  const due = await findAllDue(deps, request, signal);
  const run = createRun(deps, request, signal);
  let longestMs = 0;
  for (const [index, night] of due.entries()) {
    const hasTime = !signal.aborted && deps.remainingMs() >= safety * longestMs;
    if (!hasTime)
      return {
        ...run.done,
        left: due
          .slice(index)
          .filter(isToDo)
          .map(({ name }) => name),
      };
    const startedAt = deps.clock.now();
    await run.takeOn(night);
    longestMs = Math.max(longestMs, deps.clock.now() - startedAt);
  }
  return { ...run.done, left: [] };
}

function isToDo({ committed }: DueNight): boolean {
  return !committed;
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

function createRun(deps: CatchUpDeps, { newest, requestOf }: CatchUpRequest, signal: AbortSignal) {
  const done = {
    nights: [] as { name: NightName; result: AuditResult }[],
    diffs: [] as { name: NightName; diff: DiffStart }[],
    failures: [] as NightFailure[],
  };

  async function attempt(name: NightName, step: NightFailure["step"], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      done.failures.push({ name, step, error });
    }
  }

  async function audit(name: NightName): Promise<void> {
    const result = await auditNight(deps, requestOf(name), signal);
    done.nights.push({ name, result });
    await attempt(name, "diff", () => diff(name, result.already));
  }

  /** An earlier night that was committed just now is part of what a later one is compared with. */
  async function diff(name: NightName, wasCommitted: boolean): Promise<void> {
    const isNews = !wasCommitted || done.nights.some(({ result }) => !result.already);
    if (!isNews && (await readCommittedDiff(deps.store, name, signal)) !== null) return;
    done.diffs.push({ name, diff: await startDiff(deps, name, signal) });
  }

  async function takeOn({ name, committed }: DueNight): Promise<void> {
    if (!committed || name.date === newest) await attempt(name, "audit", () => audit(name));
    else if (done.nights.length > 0) await attempt(name, "diff", () => diff(name, true));
  }

  return { done, takeOn };
}
