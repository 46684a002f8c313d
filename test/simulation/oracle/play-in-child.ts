/** A play for tests: virtual time is driven by a process that has nothing else to do. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SimulationPlan } from "../../../simulation/plan.ts";
import type { Played } from "../../../simulation/played.ts";

const script = fileURLToPath(new URL("play-plan.ts", import.meta.url));

export function playInChild(plan: SimulationPlan): Played {
  const env = { ...process.env, UV_THREADPOOL_SIZE: "1" };
  const args = ["--import", "tsx", script];
  const text = execFileSync(process.execPath, args, { env, input: JSON.stringify(plan), maxBuffer: 64 << 20 });
  const told = JSON.parse(text.toString()) as Omit<Played, "objects"> & { readonly objects: [string, string][] };
  return { ...told, objects: new Map(told.objects.map(([key, bytes]) => [key, Buffer.from(bytes, "base64")])) };
}
