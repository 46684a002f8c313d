/**
 * How long the jobs of several nights waited and ran, by scope.
 *
 * Each job counts once, in its own night. What had ended by then stands in the night's summary; the rest are its open
 * jobs, of which the nights behind it tell more. All lie in one order and are read once, side by side.
 */

import type { StoreError } from "../../core/errors.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { problemIn } from "../report/problem-in.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { createLaterNight } from "./later-night.ts";
import type { GatherDeps } from "./logged-rows.ts";
import { readNightLifetimes } from "./night-lifetimes.ts";
import { type ScopeLifetimes, uniteLifetimes } from "./scope-lifetimes.ts";

export interface GatheredLifetimes {
  /** By `scopeKey`; of scopes that are complete in any of the nights. */
  readonly lifetimes: ReadonlyMap<string, ScopeLifetimes>;
  /** What is wrong with nights that are left out, in their order. */
  readonly damaged: ReadonlyMap<string, string>;
}

/**
 * `nights` ascend. One with a file that is missing or was changed says nothing, of itself and of those before: to heed half
 * of what it saw would make jobs that ended look as if they had not.
 */
export async function gatherLifetimes(
  store: ReportStore,
  nights: readonly CommittedNight[],
  signal: AbortSignal,
): Promise<GatheredLifetimes> {
  const damaged = new Map<string, string>();
  for (;;) {
    const sound = nights.filter(({ manifest }) => !damaged.has(manifest.night));
    const before = damaged.size;
    const log = (night: string, error: StoreError) => void damaged.set(night, problemIn(store, error));
    try {
      const lifetimes = await gatherSound({ store, log }, sound, signal);
      return { lifetimes, damaged: new Map([...damaged].sort(([a], [b]) => (a < b ? -1 : 1))) };
    } catch (error) {
      if (damaged.size === before) throw error;
    }
  }
}

async function gatherSound(
  deps: GatherDeps,
  nights: readonly CommittedNight[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ScopeLifetimes>> {
  const all = new Map<string, ScopeLifetimes>();
  const later = nights.map((night) => createLaterNight(deps, night, signal));
  for (const [index, night] of nights.entries()) {
    const read = await readNightLifetimes(deps, { night, later: later.slice(index + 1) }, signal);
    for (const [key, lifetimes] of read) {
      const known = all.get(key);
      all.set(key, known === undefined ? lifetimes : uniteLifetimes(known, lifetimes));
    }
  }
  return all;
}
