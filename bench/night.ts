/** The nights that benchmarks play, on the last night that is over: the demo's account, or a large one that is made. */

import type { HashedWorldPlan } from "../emulator/hashed/hashed-world.ts";
import { demoScenario } from "../emulator/scenario/demo.ts";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import { lastNightBefore, nightSpan } from "../lib/core/night.ts";

export const benchSeed = 7;

export const credentials = {
  secretId: "AKIDmadeUpForTheBench",
  secretKey: "secretMadeUpForTheBench",
  sessionToken: null,
};

/** The real clock decides the date, since every client signs by it. */
export function benchScenario(jobs: number, now: number): Scenario {
  const scenario = demoScenario();
  return { ...scenario, jobs, night: lastNightBefore(now, scenario.timeZone, scenario.now) };
}

/** Two of a hundred jobs are findings. */
const madeShares = { failed: 19_000, queued: 500, running: 500 };

export interface MadeNight {
  readonly night: string;
  readonly plan: HashedWorldPlan;
}

/** Its jobs come as those of the demo do, and none is stored. */
export function madeNight(jobs: number, now: number): MadeNight {
  const { timeZone, now: after, traffic } = demoScenario();
  const night = lastNightBefore(now, timeZone, after);
  const plan = {
    seed: benchSeed,
    from: nightSpan(night, timeZone).from,
    jobs,
    weights: traffic.hours,
    shares: madeShares,
    regions: ["ap-chongqing", "ap-guangzhou"],
    queues: 4,
    tags: { PicProcess: 90, ImageInspect: 8, PosterProduction: 2 },
  };
  return { night, plan };
}
