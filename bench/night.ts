/** The night that benchmarks play: the demo's account with another number of jobs, on the last night that is over. */

import { demoScenario } from "../emulator/scenario/demo.ts";
import type { Scenario } from "../emulator/scenario/scenario.ts";
import { lastNightBefore } from "../lib/core/night.ts";

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
