/** What the plan has in store for one process: by which of its exchanges it dies, and from which its credentials are refused. */

import type { Disturbance, Expiry, Kill } from "../plan.ts";
import type { SimulatedProcess } from "./simulated-process.ts";

export type Mishaps = readonly (Kill | Expiry)[];

export function mishapsOf(disturbances: readonly Disturbance[], { start, attempt }: SimulatedProcess): Mishaps {
  const mishaps = disturbances.filter((one) => one.kind === "kill" || one.kind === "expiry");
  return mishaps.filter((one) => one.start === start && one.attempt === attempt);
}

/** Counted from 1. */
export function killAt(mishaps: Mishaps, exchange: number): Kill["when"] | null {
  const kill = mishaps.find(({ kind, effect }) => kind === "kill" && effect === exchange);
  return kill?.kind === "kill" ? kill.when : null;
}

/** `begins` at the first exchange that is refused. */
export function expiryAt(mishaps: Mishaps, exchange: number): "begins" | "goes on" | null {
  const expiry = mishaps.find(({ kind, effect }) => kind === "expiry" && effect <= exchange);
  if (expiry === undefined) return null;
  return expiry.effect === exchange ? "begins" : "goes on";
}
