/**
 * Audits the newest night after those that were missed before it, oldest first, then has the diffs made that are
 * outstanding, whoever left them so. Only then it repairs the nights that are committed with holes, and has the diffs
 * made that these change: what a repair takes is never the time of a diff that is due.
 *
 * A night that fails does not stop the next one, and neither does a repair or a diff. One that is under way in several
 * instances does: what it finds follows from the nights that were committed when it began, so that the nights behind it
 * wait, and so do repairs. Another audit or diff is begun only
 * while there is likely time for all of it, and repairs share what is left; what is not done then is named, and is the
 * next run's.
 */

import type { FamilyName } from "../../core/family.ts";
import type { NightName } from "../../core/key.ts";
import { compareText } from "../../core/order.ts";
import { shortError } from "../../core/told-code.ts";
import { type FanningOut, isUnderWay, type NightUnderWay, noFanOut } from "../fan-out/fanning-out.ts";
import { type Repair, repairNight } from "../repair/repair-night.ts";
import { type AuditResult, auditOrFanOut } from "./audit-night.ts";
import type { AuditDeps, AuditRequest } from "./audit-request.ts";
import { type DueNight, findDueNights } from "./missed-nights.ts";
import {
  dependsOn,
  type OutstandingDiff,
  outstandingDiffs,
  type PresentNight,
  readDiffs,
} from "./outstanding-diffs.ts";
import { type DiffStart, type StartDiffDeps, startDiff } from "./start-diff.ts";
import { takeShares } from "./take-shares.ts";

export interface CatchUpDeps extends AuditDeps, StartDiffDeps {
  /** Without it nights are audited here, however large they are. */
  readonly fanOut?: FanningOut<NightUnderWay>;
  /** Called behind each audit that committed a night. */
  onAudited?(result: AuditResult): void;
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
  readonly repairs: readonly { readonly name: NightName; readonly repair: Repair }[];
  readonly diffs: readonly { readonly name: NightName; readonly diff: DiffStart }[];
  /** Nights that several instances read. */
  readonly underWay: readonly NightUnderWay["underWay"][];
  /** Audits and repairs that wait for these: whoever commits them goes on there. */
  readonly waiting: readonly LeftWork[];
  readonly failures: readonly NightFailure[];
  /** What there was too little time for: audits, repairs, diffs, each in the order of nights. */
  readonly left: readonly LeftWork[];
}

type Step = "audit" | "repair" | "diff";

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
  const unaudited = await takeInTurn(deps, audits, { work: run.audit }, signal);
  const audited = presentNights(due, run.done);
  const undiffed = await takeInTurn(deps, outstandingDiffs(audited, seen), { work: run.diff }, signal);
  // Nights that this run audited have been asked for whatever can be had now.
  const incomplete = due.filter(isIncomplete).filter((night) => !run.waits(night.name, "repair"));
  if (undiffed.left.length === 0) await takeShares(deps, incomplete, run.repair, signal);
  const isChanged = ({ name }: OutstandingDiff) =>
    run.repaired().some((repaired) => dependsOn(name, repaired)) && !run.isFailed(name, "diff");
  const changed = outstandingDiffs(presentNights(due, run.done), seen).filter(isChanged);
  const { longestMs } = undiffed;
  const again = await takeInTurn(deps, changed, { work: run.diff, longestMs }, signal);
  const left = [
    ...unaudited.left.filter(({ commit }) => commit === null).map(leftAs("audit")),
    ...incomplete.filter(({ name }) => !run.isTried(name)).map(leftAs("repair")),
    ...[...undiffed.left, ...again.left].map(leftAs("diff")),
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

/** Left is what there was no time for. The first is always begun, unless time is up. */
async function takeInTurn<Item>(
  { clock, remainingMs }: CatchUpDeps,
  items: readonly Item[],
  { work, longestMs: known = 0 }: { readonly work: (item: Item) => Promise<void>; readonly longestMs?: number },
  signal: AbortSignal,
): Promise<{ readonly left: readonly Item[]; readonly longestMs: number }> {
  let longestMs = known;
  for (const [index, item] of items.entries()) {
    if (signal.aborted || remainingMs() < safety * longestMs) return { left: items.slice(index), longestMs };
    const startedAt = clock.now();
    await work(item);
    longestMs = Math.max(longestMs, clock.now() - startedAt);
  }
  return { left: [], longestMs };
}

function isIncomplete({ commit }: DueNight): boolean {
  return commit?.status === "incomplete";
}

/** Committed before, or by this run. */
function presentNights(
  due: readonly DueNight[],
  { nights, repairs }: Pick<CaughtUp, "nights" | "repairs">,
): readonly PresentNight[] {
  return due.flatMap(({ name, commit }) => {
    const repaired = repairs.find((night) => night.name === name)?.repair.after.commit;
    const newest = repaired ?? nights.find((night) => night.name === name)?.result.commit ?? commit;
    return newest === null ? [] : [{ name, manifest: newest.manifest }];
  });
}

function createRun(deps: CatchUpDeps, { requestOf }: CatchUpRequest, signal: AbortSignal) {
  const { fanOut = noFanOut } = deps;
  const done = {
    nights: [] as { name: NightName; result: AuditResult }[],
    repairs: [] as { name: NightName; repair: Repair }[],
    diffs: [] as { name: NightName; diff: DiffStart }[],
    underWay: [] as NightUnderWay["underWay"][],
    waiting: [] as LeftWork[],
    failures: [] as NightFailure[],
  };

  async function attempt(name: NightName, step: Step, work: () => Promise<void>, share = signal): Promise<void> {
    try {
      await work();
    } catch (error) {
      // What was given up when its share was used up did not fail: it is left.
      if (share.aborted && !signal.aborted) return;
      done.failures.push({ name, step, error });
      deps.events?.tell({ event: "work-failed", family: name.family, night: name.date, step, ...shortError(error) });
    }
  }

  /** Behind a night of its family that is under way. */
  function waits(name: NightName, step: Step): boolean {
    const isWaiting = done.underWay.some((night) => night.name.family === name.family);
    if (isWaiting) done.waiting.push({ ...name, step });
    return isWaiting;
  }

  function isFailed(name: NightName, step: Step): boolean {
    return done.failures.some((failure) => failure.name === name && failure.step === step);
  }

  function audit({ name }: DueNight): Promise<void> {
    return attempt(name, "audit", async () => {
      if (waits(name, "audit")) return;
      const result = await auditOrFanOut({ ...deps, fanOut }, requestOf(name), signal);
      if (isUnderWay(result)) return void done.underWay.push(result.underWay);
      done.nights.push({ name, result });
      if (!result.already) deps.onAudited?.(result);
    });
  }

  function repair({ name }: DueNight, share: AbortSignal): Promise<void> {
    const work = async () => {
      const repaired = await repairNight(deps, requestOf(name), share);
      if (repaired !== null) done.repairs.push({ name, repair: repaired });
    };
    return attempt(name, "repair", work, share);
  }

  /** Whether its repair came to an end, whichever. */
  function isTried(name: NightName): boolean {
    return isFailed(name, "repair") || done.repairs.some((night) => night.name === name);
  }

  function repaired(): readonly NightName[] {
    const better = done.repairs.filter(({ repair: { before, after } }) => before.key !== after.key);
    return better.map(({ name }) => name);
  }

  function diff({ name, seen }: OutstandingDiff): Promise<void> {
    return attempt(name, "diff", async () => {
      if ("error" in seen) throw seen.error;
      done.diffs.push({ name, diff: await startDiff(deps, name, signal) });
    });
  }

  return { done, audit, repair, diff, waits, isFailed, isTried, repaired };
}

function leftAs(step: Step): (item: { readonly name: NightName }) => LeftWork {
  return ({ name }) => ({ ...name, step });
}
