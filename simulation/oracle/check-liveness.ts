/** In the end every night from the first that was committed to the last that was due is committed. */

import { dateAt, localDay, shiftDate } from "../local-day.ts";
import type { SimulationPlan, Start } from "../plan.ts";
import { durationMs, type PlannedSettings, parseSettings } from "../planned-settings.ts";
import type { Violation } from "../played.ts";
import { type Evidence, violation } from "./audited-night.ts";
import { textAt } from "./runs.ts";

/** How much further back the audit looks for a sign that it was at work before. */
const lookBackNights = 28;

export function* checkLiveness(evidence: Evidence): Generator<Violation> {
  const { plan, nights } = evidence;
  const committed = new Set(nights.map(({ date }) => date));
  const last = calmTimers(plan).at(-1);
  if (last === undefined) return;
  const settings = parseSettings(textAt(plan.settings, last.at));
  if (isHopeless(plan, settings)) return;
  const newest = newestOf(last, settings);
  const days = Math.ceil(durationMs(settings.catchUp) / 86_400_000);
  const [first = newest] = [...committed].sort();
  const oldest = first < shiftDate(newest, -days - lookBackNights) ? newest : shiftDate(newest, -days);
  for (let date = first > oldest ? first : oldest; date <= newest; date = shiftDate(date, 1))
    if (!committed.has(date) && !isLeftOut(date, settings.timeZone))
      yield violation("4", `night ${date} is not committed in the end`);
}

/** A day that the zone's calendar jumped over, such as 2011-12-30 in Samoa: nothing was created in it. */
function isLeftOut(date: string, timeZone: string): boolean {
  const { from, to } = localDay(date, timeZone);
  return from === to;
}

function calmTimers({ starts, calmFrom = Infinity }: SimulationPlan): readonly Start[] {
  const timers = starts.filter((start) => start.function === "audit" && typeof start.event["Time"] === "string");
  return timers.filter(({ at }) => at >= calmFrom);
}

/** The last night that was over and settled when the timer fired. */
function newestOf({ event }: Start, { timeZone, settle }: PlannedSettings): string {
  return shiftDate(dateAt(Date.parse(String(event["Time"])) - durationMs(settle), timeZone), -1);
}

/** Nothing can be committed where what is still there is closed; where nothing is there any more, all is well. */
function isHopeless({ world, behaviour }: SimulationPlan, { buckets, exclude }: PlannedSettings): boolean {
  const closed = [...(behaviour.denied ?? []), ...exclude];
  const isClosed = (bucket: string, queueId?: string) =>
    closed.some((place) => place.bucket === bucket && (place.queueId ?? undefined) === queueId);
  const asked = buckets.map((bucket) => (typeof bucket === "string" ? bucket : bucket.name));
  const there = world.buckets
    .filter(({ name }) => asked.length === 0 || asked.includes(name))
    .flatMap(({ name, queues }) =>
      isClosed(name)
        ? [true]
        : queues.filter(({ deletedAt }) => deletedAt === undefined).map(({ queueId }) => isClosed(name, queueId)),
    );
  return there.length > 0 && there.every((isOneClosed) => isOneClosed);
}
