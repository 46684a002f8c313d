/** Inputs that failed in one night and are tried again in the next, with the same template or rule, under a new id. */

import type { EmulatedJob } from "../world.ts";
import { type Arrival, lengthsOf } from "./arrivals.ts";
import type { PlacedJob } from "./build-night.ts";
import { isHeld } from "./fates.ts";
import { historyOf } from "./histories.ts";
import type { NightPlan } from "./night-plan.ts";
import { instantOfNight, type NightTimes } from "./night-times.ts";
import { isThere } from "./planned-queues.ts";
import type { Random } from "./random.ts";
import type { Retry } from "./series.ts";

const hourSeconds = 3600;

export interface NightBefore {
  readonly times: NightTimes;
  /** In an order that the seed decides. */
  readonly placed: readonly PlacedJob[];
}

export function retriesOf(before: NightBefore, retries: readonly Retry[], plan: NightPlan): readonly PlacedJob[] {
  const random = plan.chance("retries");
  const failed = before.placed.filter(({ job }) => hasFailed(job, before.times));
  return retries.flatMap(({ codes, share, failAgain, at }) => {
    const from = instantOfNight(plan.scenario, at);
    const meant = failed.filter(
      ({ queue, job }) => isThere(queue, from) && (codes.length === 0 || codes.includes(job.code)),
    );
    const chosen = random.sample(meant, Math.round(share * meant.length));
    const again = Math.round(failAgain * chosen.length);
    return chosen.map((placed, index) => retryOf(placed, { failsAgain: index < again, from, plan, random }));
  });
}

/** So that the audit of that night tells of it. Without an input nothing tells that two jobs do the same. */
function hasFailed({ outcome, createdAt, endedAt, inputObject }: EmulatedJob, { from, to, now }: NightTimes): boolean {
  const inTime = createdAt >= from && createdAt < to && endedAt !== null && endedAt <= now;
  return outcome === "Failed" && inTime && inputObject !== "";
}

interface Attempt {
  readonly failsAgain: boolean;
  readonly from: number;
  readonly plan: NightPlan;
  readonly random: Random;
}

function retryOf({ queue, job }: PlacedJob, { failsAgain, from, plan, random }: Attempt): PlacedJob {
  const createdAt = from + random.below(hourSeconds) * 1000;
  const arrival: Arrival = { queue, tag: job.tag, createdAt, ...lengthsOf(plan.scenario.durations, random) };
  const jobId = `c${random.hex(32)}`;
  const again = { ...job, jobId };
  const { kind, ...mended } = { ...again, code: "Success", message: "" };
  if (isHeld(arrival)) return { queue, job: { ...mended, ...historyOf(arrival, { kind: "held" }, random) } };
  const history = historyOf(arrival, { kind: "success" }, random);
  return { queue, job: failsAgain ? { ...again, ...history, outcome: "Failed" } : { ...mended, ...history } };
}
