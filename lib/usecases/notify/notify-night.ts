/**
 * Tells people of a night: folds its diff into the incidents, sends each sink what it has not been told, and then keeps
 * the incidents. What is kept has been told, or was tried: where a run is cut off before, the next one does it all again.
 *
 * Doing it twice is doing it once. What cannot be sent fails nothing: it is told, and the next runs try again.
 */

import { type DueItems, dueItems } from "../../core/alerts/due-items.ts";
import { isAuditError } from "../../core/errors.ts";
import type { NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import type { Incidents } from "../../core/schema/incidents.ts";
import { claimIncidents } from "./claim-incidents.ts";
import type { Delivery } from "./deliver.ts";
import { deliverNight } from "./deliver-night.ts";
import type { NightRun, NotifyDeps, NotifyRequest } from "./night-run.ts";
import { type FoldedIncidents, readIncidents } from "./read-incidents.ts";
import { readStoredIncidents } from "./stored-incidents.ts";

export interface NotifyResult extends Pick<DueItems, "silenced" | "inhibited"> {
  /** Key of the incidents as they stand; null: they could not be kept. */
  readonly key: string | null;
  readonly incidents: Incidents;
  /** Of this night, and of those shortly before it that were owed still. */
  readonly deliveries: readonly Delivery[];
  /** What went wrong beside the sending: the log, or an earlier night. */
  readonly problems: readonly string[];
}

/** So many nights back it is looked for what is owed: what is older is no news. */
const owedNights = 3;

/** Null when no diff of the night is committed. Throws `StoreError` when what is kept cannot be read or written. */
export async function notifyNight(
  deps: NotifyDeps,
  request: NotifyRequest,
  signal: AbortSignal,
): Promise<NotifyResult | null> {
  const folded = await readIncidents(deps.store, request, signal);
  if (folded === null) return null;
  const run: NightRun = { deps, request, problems: [] };
  const { key, deliveries } = await tellFolded(run, folded, signal);
  const earlier = await retryEarlier(run, folded, signal);
  const { silenced, inhibited } = dueItems(folded.incidents, request.silences);
  const { incidents } = folded;
  return { key, incidents, deliveries: [...deliveries, ...earlier], silenced, inhibited, problems: run.problems };
}

/**
 * Nights that were passed over since something was kept last are told of as well. Where nothing is kept, the report may be
 * older than its alerts: only this night is.
 */
async function tellFolded(
  run: NightRun,
  { folded, isContinued, isKept, stored, incidents, commits }: FoldedIncidents,
  signal: AbortSignal,
): Promise<{ readonly key: string | null; readonly deliveries: readonly Delivery[] }> {
  if (stored !== null && isKept) {
    return { key: stored.key, deliveries: await deliverNight(run, { incidents, onlyBegun: true }, signal) };
  }
  const deliveries: Delivery[] = [];
  let key: string | null = null;
  let isOwed = false;
  for (const state of folded.slice(isContinued ? -1 - owedNights : -1)) {
    const deliverIt = () => deliverNight(run, { incidents: state, onlyBegun: false }, signal);
    const told = await orProblem(run, deliverIt, signal);
    deliveries.push(...(told ?? []));
    // What no log will tell of is owed: the next runs fold this night and those behind it again, and try again.
    isOwed ||= told === null || told.some(({ reason, logged }) => reason !== null && !logged);
    key = isOwed || signal.aborted ? null : await claimIncidents(run.deps.store, state, commits, signal);
  }
  return { key, deliveries };
}

/** Null where it failed, or time was up: a night that cannot be read keeps nobody from being told of another. */
async function orProblem<Value>(
  { problems }: NightRun,
  attempt: () => Promise<Value>,
  signal: AbortSignal,
): Promise<Value | null> {
  try {
    return await attempt();
  } catch (error) {
    if (signal.aborted) return null;
    if (!isAuditError(error)) throw error;
    problems.push(error.message);
    return null;
  }
}

/** Of nights that are kept, what was begun and not sent. */
async function retryEarlier(
  run: NightRun,
  { folded }: FoldedIncidents,
  signal: AbortSignal,
): Promise<readonly Delivery[]> {
  const { deps, request } = run;
  const [first = request.name.date] = folded.map(({ night }) => night);
  const deliveries: Delivery[] = [];
  for (let back = owedNights; back >= 1 && deps.recipients.length > 0 && !signal.aborted; back -= 1) {
    const name: NightName = { ...request.name, date: shiftNight(request.name.date, -back) };
    if (name.date >= first) continue;
    const deliverIt = async () => {
      const stored = await readStoredIncidents(deps.store, name, signal);
      if (stored?.incidents == null) return [];
      return deliverNight(run, { incidents: stored.incidents, onlyBegun: true }, signal);
    };
    const told = await orProblem(run, deliverIt, signal);
    deliveries.push(...(told ?? []));
  }
  return deliveries;
}
