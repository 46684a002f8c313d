/** The same nights without anything going wrong, read at another pace, each in one instance: what a disturbed play is held to. */

import { createRandom } from "../emulator/scenario/random.ts";
import { withoutFanOut } from "./making/draw-fan-out.ts";
import { drawPace } from "./making/draw-settings.ts";
import type { SimulationPlan } from "./plan.ts";
import { parseSettings } from "./planned-settings.ts";

/** Each timer once, when it came first; nobody watches. */
export function calmPlan(plan: SimulationPlan): SimulationPlan {
  const pace = drawPace(createRandom(plan.seed, "another pace"));
  const settings = plan.settings.map(({ from, text }) => {
    return { from, text: JSON.stringify({ ...withoutFanOut(parseSettings(text)), ...pace }) };
  });
  const starts = plan.starts.filter((start) => start.function !== "watchdog");
  const first = starts.filter(({ event }, index) => {
    const same = JSON.stringify(event);
    return starts.findIndex((other) => JSON.stringify(other.event) === same) === index;
  });
  return { ...plan, settings, starts: first, disturbances: [] };
}
