/** One plan, played and judged. */

import { calmPlan } from "./calm-plan.ts";
import { judge, judgeSame } from "./judge.ts";
import type { SimulationPlan } from "./plan.ts";
import { type Playback, playBack } from "./play.ts";
import type { Played, Violation } from "./played.ts";

export interface Outcome {
  readonly played: Played;
  readonly violations: readonly Violation[];
}

/** What is well by itself, and can be repeated, is played once more without disturbances and held to that. */
export async function runPlan(plan: SimulationPlan): Promise<Outcome> {
  const playback = await playBack(plan);
  const { played } = playback;
  const violations = [...defectsOf(playback), ...judge(plan, played)];
  if (violations.length > 0 || plan.still !== true) return { played, violations };
  const calm = await playBack(calmPlan(plan));
  return { played, violations: [...defectsOf(calm), ...judgeSame(plan, played, calm.played)] };
}

function defectsOf({ defects }: Playback): readonly Violation[] {
  return defects.map((text) => ({ promise: "defect", text }));
}
