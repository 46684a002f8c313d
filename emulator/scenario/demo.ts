/**
 * The built-in scenario: a shop's night of 20,000 image jobs before a sale, with all that an audit must tell apart; and
 * the built-in series: three nights of the same shop, in which something happens.
 */

import { demoFailures } from "./demo-failures.ts";
import { demoNights } from "./demo-nights.ts";
import { createScenario } from "./read-scenario.ts";
import { createSeries } from "./read-series.ts";
import type { Scenario, ScenarioInput } from "./scenario.ts";
import type { Series } from "./series.ts";

/** The seed that the demo plays them with. */
export const demoSeed = 1;

const demo: ScenarioInput = {
  night: "2026-11-20",
  timeZone: "Asia/Shanghai",
  settle: "2h",
  now: "2h30m",
  stuck: { queuedAfter: "2h", runningAfter: "1h" },
  jobs: 20_000,
  outside: { before: 80, after: 60 },
  reportBucket: { name: "audit-1250000000", region: "ap-chongqing" },
  buckets: [
    {
      name: "photos-1250000000",
      region: "ap-chongqing",
      queues: [
        {
          name: "thumbnails",
          weight: 34,
          callback: { url: "https://hooks.example.com/ci?token=made-up-for-the-demo" },
        },
        { name: "avatars", weight: 12, callback: { url: "https://hooks.example.com/avatars", resultFormat: "XML" } },
        { name: "archive", weight: 5, state: "Paused", pausedAt: "21:30" },
      ],
    },
    {
      name: "products-1250000000",
      region: "ap-guangzhou",
      queues: [
        { name: "product-images", weight: 26, maxConcurrent: 50 },
        { name: "watermarks", weight: 9, callback: { url: "https://user:pass@hooks.example.com/wm" } },
      ],
    },
    {
      name: "posters-1250000000",
      region: "ap-guangzhou",
      queues: [
        { name: "posters", weight: 8 },
        { name: "backfill", weight: 6, maxSize: 1000 },
      ],
    },
  ],
  traffic: {
    hours: [5, 4, 9, 9, 3, 2, 2, 3, 5, 7, 8, 8, 7, 6, 6, 6, 7, 8, 9, 11, 12, 11, 9, 6],
    onTheHour: 300,
    bursts: [
      { at: "02:00:00", jobs: 620, queue: "product-images", tag: "PicProcess" },
      { at: "20:00:01", jobs: 450 },
    ],
  },
  failures: demoFailures,
  hang: { queued: 0.0018, running: 0.0014 },
  hiddenFailures: 0.0006,
  unknownState: 0.0003,
  cancelled: 0.004,
};

export function demoScenario(): Scenario {
  return createScenario(demo, "demo");
}

export function demoSeries(): Series {
  return createSeries(demoNights, "demo");
}
