/**
 * What is done behind the shards of a night: the night is audited by its name first, as what was read of it counts only
 * while nothing is committed beside it, and then, as by the timer, what waited for it: nights and repairs.
 *
 * Several may find a night read. Whoever sees that another committed it in the meantime leaves the rest to that one, and
 * the heartbeat hears of the night from those who did something.
 */

import type { NightName } from "../core/key.ts";
import { lastNightBefore, shiftNight } from "../core/night.ts";
import { type AuditFunctionResult, auditUntold } from "./audit-handler.ts";
import type { Outcome, Work } from "./function-spec.ts";
import { isThrown } from "./told-error.ts";
import { type HeartbeatTold, tellHeartbeat } from "./with-heartbeat.ts";

export interface ReadNightAudit {
  /** Of the night, and of those behind it. */
  readonly audits: readonly AuditFunctionResult[];
  readonly heartbeat?: HeartbeatTold;
}

/** `isCommitted`: it was when this instance began, which makes what is outstanding. */
export async function auditReadNight(
  work: Work,
  name: NightName,
  { isCommitted }: { readonly isCommitted: boolean },
): Promise<Outcome<ReadNightAudit>> {
  const own = await auditUntold(work, { kind: "night", ...name });
  const isRaced = !isCommitted && own.result.nights.some(({ already }) => already);
  const mayGoOn = !isRaced && isDue(work, name) && !isEnd(own);
  const onward = mayGoOn ? await goOn(work) : nothingMore;
  const audits = [own.result, ...(onward.result === null ? [] : [onward.result])];
  const error = onward.error ?? own.error;
  const isTold = !isRaced && isDue(work, name) && isNews(own.result, onward.result);
  const told = isTold ? await tellHeartbeat(work, { result: united(own.result, onward.result), error }) : {};
  return { result: { audits, ...told }, error };
}

const nothingMore = { result: null, error: null };

/** What keeps it from beginning takes nothing from what was done before. */
function goOn(work: Work): Promise<Outcome<AuditFunctionResult | null>> {
  const going = auditUntold(work, { kind: "timer", at: work.clock.now() });
  return going.catch((error: unknown) => ({ result: null, error }));
}

/** Whether the audit of the newest night comes by this one, and so by those behind it. */
function isDue({ settings, clock }: Work, { date }: NightName): boolean {
  const { timeZone, settleMs, catchUpMs } = settings;
  const newest = lastNightBefore(clock.now(), timeZone, settleMs);
  return date <= newest && date >= shiftNight(newest, -Math.ceil(catchUpMs / 86_400_000));
}

/** Not committed, and to be tried again by the platform or read by others: what is behind it waits on. */
function isEnd({ result: { nights, underWay = [] }, error }: Outcome<AuditFunctionResult>): boolean {
  return nights.length === 0 && (underWay.length > 0 || (error !== null && isThrown(error)));
}

/** Whether this instance has news for the heartbeat, which is about nights: not if others had done all of it. */
function isNews(own: AuditFunctionResult, onward: AuditFunctionResult | null): boolean {
  const audits = [own, ...(onward === null ? [] : [onward])];
  return (
    own.diffs.some(({ diff }) => diff !== "kept") ||
    audits.some(({ nights }) => nights.some(({ already }) => !already)) ||
    audits.some(({ underWay = [] }) => underWay.some(({ started }) => started > 0)) ||
    audits.some(({ failures, left }) => [...failures, ...left].some(({ step }) => step === "audit"))
  );
}

/** As one run: what failed and was made good since did not fail. */
function united(own: AuditFunctionResult, onward: AuditFunctionResult | null): AuditFunctionResult {
  if (onward === null) return own;
  const seen = new Set(onward.nights.map(({ family, date }) => `${family} ${date}`));
  const before = own.nights.filter(({ family, date }) => !seen.has(`${family} ${date}`));
  return { ...onward, nights: [...before, ...onward.nights] };
}
