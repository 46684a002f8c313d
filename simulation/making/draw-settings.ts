/** Settings of a plan: everything that a file may say, and what changes between two nights. */

import type { Random } from "../../emulator/scenario/random.ts";
import { pickWeighted } from "../../emulator/scenario/weighted.ts";
import { reportBucket } from "../plan.ts";
import { builtInTags, type PlannedLearning, type PlannedSettings, reportPrefix } from "../planned-settings.ts";
import { chance } from "./draws.ts";

const regions = ["ap-chongqing", "ap-guangzhou"] as const;

const diffFunction = { function: "job-audit-diff", region: "ap-chongqing" } as const;

export function drawSettings(random: Random, timeZone: string): Omit<PlannedSettings, "maxRetryLookups"> {
  return {
    timeZone,
    regions: chance(random, 25) ? [...regions] : [regions[0]],
    buckets: [],
    exclude: [],
    tags: drawTags(random),
    settle: random.pick(["0s", "30m", "2h", "2h", "2h", "6h"]),
    stuck: {
      queuedAfter: random.pick(["2h", "2h", "10m", "8h"]),
      runningAfter: random.pick(["1h", "1h", "5m", "12h"]),
      queues: {},
    },
    window: random.pick(["24h", "12h", "6h", "6h", "5h", "2h"]),
    catchUp: random.pick(["7d", "7d", "7d", "3d", "10d"]),
    openMaxAge: random.pick(["7d", "7d", "7d", "3d", "2d", "1d"]),
    lookupIds: 1,
    maxLookups: pickWeighted(random, [
      { value: 100_000, weight: 12 },
      { value: 3, weight: 1 },
      { value: 20, weight: 1 },
    ]),
    assumedRetention: "30d",
    ...drawPace(random),
    requestDeadline: random.pick(["60s", "60s", "60s", "25s", "5m"]),
    report: { store: "cos", bucket: reportBucket.name, region: reportBucket.region, prefix: reportPrefix },
    functions: chance(random, 60) ? { diff: diffFunction } : {},
  };
}

export function drawRetryLookups(random: Random): number {
  return random.pick([1_000, 1_000, 1_000, 2, 0]);
}

/** Of few jobs, as plans have few; so that much is learned, and thresholds differ from night to night. */
export function drawLearning(random: Random): PlannedLearning | null {
  if (!chance(random, 15)) return null;
  return {
    quantile: random.pick([0.5, 0.9, 0.99]),
    factor: random.pick([1, 1.5, 3]),
    floor: random.pick(["1s", "10m", "2h"]),
    minJobs: 10,
    nights: random.pick([1, 2, 7]),
  };
}

/** How a night is read. Nothing that is found depends on it. */
export function drawPace(random: Random): Pick<PlannedSettings, "concurrency" | "pageSize"> {
  return {
    concurrency: random.pick([1, 2, 4, 16, 16, 64]),
    pageSize: random.pick([100, 100, 100, 50, 10, 7, 3, 2, 1]),
  };
}

function drawTags(random: Random): PlannedSettings["tags"] {
  return pickWeighted<() => PlannedSettings["tags"]>(random, [
    { value: () => ({ pic: [random.pick(builtInTags)] }), weight: 10 },
    { value: () => ({ pic: random.sample(builtInTags, 2) }), weight: 4 },
    { value: () => ({}), weight: 3 },
  ])();
}

/** What somebody changes between two nights. */
export function changeSettings(random: Random, settings: PlannedSettings): PlannedSettings {
  const changes: readonly (() => Partial<PlannedSettings>)[] = [
    () => ({ timeZone: random.pick(["Asia/Shanghai", "UTC", "America/New_York", "Pacific/Kiritimati"]) }),
    () => ({ timeZone: random.pick(["Asia/Shanghai", "UTC", "Europe/Berlin", "Pacific/Pago_Pago"]) }),
    () => ({ settle: random.pick(["0s", "2h", "4h"]) }),
    () => ({ window: random.pick(["24h", "6h", "3h"]) }),
    () => ({ openMaxAge: random.pick(["1d", "2d", "7d"]) }),
    () => ({ stuck: { ...settings.stuck, queuedAfter: "1h", runningAfter: "30m" } }),
    () => ({ tags: { pic: [...builtInTags] } }),
    () => drawPace(random),
  ];
  return { ...settings, ...random.pick(changes)() };
}
