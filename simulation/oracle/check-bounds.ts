/** Promise 6: a play takes no more exchanges than its size explains, and no invocation more time than it has. */

import type { SimulationPlan } from "../plan.ts";
import { durationMs, parseSettings, tagsOf } from "../planned-settings.ts";
import type { Played, Violation } from "../played.ts";
import { violation } from "./audited-night.ts";

export function* checkBounds(plan: SimulationPlan, played: Played): Generator<Violation> {
  for (const { start, attempt, startedAt, endedAt, end } of played.invocations) {
    const took = endedAt - startedAt;
    if (took > plan.timeLimitMs) yield violation("6", `${start}/${attempt} took ${took} ms of ${plan.timeLimitMs}`);
    // It is to stop by itself, and tell of it.
    if (end === "timed-out") yield violation("6", `${start}/${attempt} had to be stopped after ${took} ms`);
  }
  for (const { start, attempt, exchanges } of played.invocations) {
    const most = mostExchanges(plan);
    if (exchanges > most) yield violation("6", `${start}/${attempt} made ${exchanges} exchanges, more than ${most}`);
  }
}

/** A day has 25 hours at most. */
const longestDayMs = 25 * 3_600_000;
/** Pages, repeats of them and their tries, look-ups and their tries, a file of each dataset. Generous. */
const [perJob, perWindow, perNight, perFault] = [60, 12, 400, 20];
/** What one that is never taken costs: each second of a window can be asked for apart. */
const perTrouble = 6_000;

/** Of one invocation, which may make up for every night. */
function mostExchanges(plan: SimulationPlan): number {
  const jobs = plan.world.buckets.flatMap(({ queues }) => queues.flatMap((queue) => queue.jobs)).length;
  const queues = plan.world.buckets.flatMap((bucket) => bucket.queues).length;
  const settings = plan.settings.map(({ text }) => parseSettings(text));
  const windows = Math.max(...settings.map(({ window }) => Math.ceil(longestDayMs / durationMs(window))));
  const tags = Math.max(...settings.map((each) => tagsOf(each).length));
  const nights = plan.starts.length + Math.max(...settings.map(({ catchUp }) => durationMs(catchUp) / 86_400_000));
  const hits = plan.disturbances.reduce(
    (sum, each) => sum + (each.kind === "fault" ? Math.min(each.times, 300) : 1),
    0,
  );
  const size = perJob * jobs + nights * (perNight + perWindow * queues * tags * windows);
  return size + perFault * hits + perTrouble;
}
