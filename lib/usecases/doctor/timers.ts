/**
 * When the audit is started, and whether the night has settled by then.
 *
 * The vendor does not say in which zone a timer's hours are: they are told as China's and as UTC's.
 */

import { localTime } from "../../core/local-time.ts";
import { lastNightBefore } from "../../core/night.ts";
import { type Cron, nextFires, readCron } from "../../core/timer-cron.ts";
import type { DeployedTimer } from "../../ports/account.ts";
import { failed, type Look, ok, skipped, warning } from "./step.ts";
import type { Visit } from "./visit.ts";

const readings = [
  { zone: "Asia/Shanghai", whose: "China's" },
  { zone: "UTC", whose: "UTC's" },
] as const;

const declare = "declare it in serverless.yml and deploy: npx serverless deploy";

export function lookAtTimers({ request, notes, deps }: Visit): Look {
  const deployed = notes.functions.get(request.functions.audit.function);
  if (deployed === undefined) return skipped("cannot tell: the function may not be looked at");
  if (deployed === null) return skipped("there is no function yet");
  const { timers } = deployed;
  if (timers.length === 0) return failed("the function has no timer: nothing starts the audit", declare);
  const on = timers.filter(({ enabled }) => enabled);
  if (on.length === 0)
    return failed(`switched off: ${timers.map(({ name }) => name).join(", ")}`, `switch it on, or ${declare}`);
  const unread = on.filter(({ cron }) => readCron(cron) === null);
  if (unread.length > 0) return warning(`cannot read ${unread.map(timerText).join(", ")}`, declare);
  const crons = on.map(({ cron }) => readCron(cron)).filter((cron) => cron !== null);
  return judgeTimes(on, crons, { ...request, now: deps.clock.now() });
}

function timerText({ name, cron }: DeployedTimer): string {
  return `${name} "${cron}"`;
}

interface Frame {
  readonly timeZone: string;
  readonly settleMs: number;
  readonly now: number;
}

function judgeTimes(timers: readonly DeployedTimer[], crons: readonly Cron[], frame: Frame): Look {
  const told = readings.map(({ zone, whose }) => {
    const fires = crons.flatMap((cron) => nextFires(cron, zone, frame.now)).sort((a, b) => a - b);
    return { whose, fires, settled: fires.some((fire) => isSettled(fire, frame)) };
  });
  const names = timers.map(timerText).join(", ");
  if (told.some(({ fires }) => fires.length === 0)) return failed(`${names} never fires`, declare);
  const times = told.map(({ whose, fires }) => `${timesText(fires, frame)} if they are ${whose}`);
  const seen = `${names}: whose hours these are is not documented; it fires at ${times.join(", at ")} (${frame.timeZone})`;
  const early = told.filter(({ settled }) => !settled);
  if (early.length === 0) return ok(`${seen}: nights have settled by then`);
  const readAs = early.map(({ whose }) => whose).join(" or ");
  const late = `${seen}: with ${readAs} hours before the night has settled, so that each is audited a day late`;
  return warning(late, "let it fire later, or make settle shorter");
}

/** Whether the night that is over then is also the one that is audited then. */
function isSettled(fire: number, { timeZone, settleMs }: Frame): boolean {
  return lastNightBefore(fire, timeZone, settleMs) === lastNightBefore(fire, timeZone, 0);
}

const mostTimes = 3;

function timesText(fires: readonly number[], { timeZone }: Frame): string {
  const times = fires
    .slice(0, mostTimes)
    .map((fire) => localTime(new Date(fire).toISOString(), timeZone).slice(11, 16));
  return `${times.join(" and ")}${fires.length > mostTimes ? " and later" : ""}`;
}
