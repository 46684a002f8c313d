/** The known nights, spread over shards that share a rate; the second one's second shard is lost, and the watchdog looks. */

import type { SimulationPlan, Start } from "../../../simulation/plan.ts";
import { parseSettings } from "../../../simulation/planned-settings.ts";
import { soundPlan } from "./known-plan.ts";

const hour = 3_600_000;
const region = "ap-chongqing";

const settings = {
  ...parseSettings(soundPlan.settings[0]?.text ?? "{}"),
  functions: { audit: { function: "job-audit-audit", region }, shard: { function: "job-audit-shard", region } },
  fanOut: { shards: 3, pagesPerShard: 2 },
  watchdog: { grace: "1h", silence: "5m" },
  maxRate: 3,
};

const looks = soundPlan.starts.map(({ at }, index): Start => {
  const time = at + 2 * hour;
  const event = { Type: "Timer", TriggerName: "watchdog", Time: new Date(time).toISOString(), Message: "" };
  return { id: `look${index + 1}`, function: "watchdog", at: time, event, retries: 2 };
});

export const spreadPlan: SimulationPlan = {
  ...soundPlan,
  settings: [{ from: 0, text: JSON.stringify(settings) }],
  starts: [...soundPlan.starts, ...looks].sort((a, b) => a.at - b.at),
  disturbances: [{ id: "l1", kind: "mishandling", how: "lose", nth: 5, times: 1 }],
};
