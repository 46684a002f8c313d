/** Plays the plan that comes as JSON on the standard input, and tells what came of it: virtual time needs a process of its own. */

import { readFileSync } from "node:fs";
import type { SimulationPlan } from "../../../simulation/plan.ts";
import { play } from "../../../simulation/play.ts";

const plan = JSON.parse(readFileSync(0, "utf8")) as SimulationPlan;
const played = await play(plan);
const objects = [...played.objects].map(([key, bytes]) => [key, bytes.toString("base64")]);
// A pipe may not take it all at once.
process.stdout.write(JSON.stringify({ ...played, objects }));
