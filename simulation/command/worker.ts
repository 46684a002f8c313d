/** A worker: plays what it is told to, tells what came of it, and ends. Nothing but its work keeps it alive. */

import { readFileSync } from "node:fs";
import { makePlan } from "../make-plan.ts";
import type { SimulationPlan } from "../plan.ts";
import { type Outcome, runPlan } from "../run-plan.ts";
import { shrink } from "../shrink.ts";
import type { PlayedSeed, Task, Told } from "./tasks.ts";

/** A plan is small enough by then, or would take minutes more. */
const mostShrinkingPlays = 400;

type Tell = (told: Told) => void;

export async function work(task: Task, tell: Tell): Promise<void> {
  if (task.kind === "seeds") return playSeeds(task, tell);
  if (task.kind === "shrink") return shrinkSeed(task, tell);
  const plan: SimulationPlan = JSON.parse(readFileSync(task.file, "utf8"));
  tell({ kind: "played", seed: plan.seed, outcome: told(await runPlan(plan)) });
}

async function playSeeds({ from, step, count }: Extract<Task, { kind: "seeds" }>, tell: Tell): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const seed = from + index * step;
    tell({ kind: "played", seed, outcome: told(await runPlan(makePlan(seed))) });
  }
}

async function shrinkSeed({ seed, promise }: Extract<Task, { kind: "shrink" }>, tell: Tell): Promise<void> {
  const original = makePlan(seed);
  const stillFails = async (plan: SimulationPlan) => {
    const { violations } = await runPlan(plan);
    return violations.some((violation) => violation.promise === promise);
  };
  tell({ kind: "shrunk", original, ...(await shrink(original, stillFails, mostShrinkingPlays)) });
}

function told({ violations, played }: Outcome): PlayedSeed {
  const { exchanges, fired, digest } = played;
  return { violations, exchanges, fired, digest };
}
