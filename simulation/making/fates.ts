/**
 * What becomes of a job, from its creation on: most end soon and well; the others are what an audit is for.
 *
 * Changes like to come while a run goes on. In a still plan they keep away from every run.
 */

import type { Random } from "../../emulator/scenario/random.ts";
import { pickWeighted } from "../../emulator/scenario/weighted.ts";
import type { EmulatedJob } from "../../emulator/world.ts";
import { between } from "./draws.ts";

const second = 1000;
const hour = 3_600_000;
const day = 86_400_000;

export type Fate = Pick<EmulatedJob, "startedAt" | "endedAt" | "outcome"> & {
  readonly hiddenFailure?: boolean;
  readonly forgottenAt?: number;
};

export interface FateWish {
  readonly createdAt: number;
  /** When runs begin, in their order. */
  readonly runs: readonly number[];
  readonly still: boolean;
}

const outcomes = ["Failed", "Success", "Success", "Cancel"] as const;
const unknownStates = ["Auditing", "Suspended"] as const;

/** In whole seconds. */
export function drawFate(random: Random, wish: FateWish): Fate {
  const { createdAt } = wish;
  const startedAt = createdAt + random.below(60) * second;
  const endedAt = startedAt + random.below(600) * second;
  const late = () => settle(wish, startedAt + between(random, 1, 96) * hour);
  const atRun = () => settle(wish, nearRun(random, wish));
  const endless = { startedAt, endedAt: null };
  const kinds: readonly { readonly weight: number; readonly value: () => Fate }[] = [
    { weight: 40, value: () => ({ startedAt, endedAt, outcome: "Success" }) },
    { weight: 16, value: () => ({ startedAt, endedAt, outcome: "Failed" }) },
    { weight: 3, value: () => ({ startedAt, endedAt, outcome: "Cancel" }) },
    { weight: 4, value: () => ({ startedAt, endedAt, outcome: "Success", hiddenFailure: true }) },
    { weight: 8, value: () => ({ startedAt, endedAt: late(), outcome: random.pick(outcomes) }) },
    { weight: 10, value: () => ({ startedAt, endedAt: atRun(), outcome: random.pick(outcomes) }) },
    { weight: 4, value: () => startingAt(random, atRun(), wish) },
    { weight: 4, value: () => ({ startedAt: null, endedAt: null, outcome: "Submitted" }) },
    { weight: 4, value: () => ({ ...endless, outcome: "Running" }) },
    { weight: 2, value: () => ({ ...endless, outcome: "Pause" }) },
    { weight: 2, value: () => ({ ...endless, outcome: random.pick(unknownStates) }) },
    { weight: 2, value: () => ({ startedAt, endedAt: late(), outcome: "Failed", hiddenFailure: true }) },
    { weight: 2, value: () => ({ ...endless, outcome: "Running", forgottenAt: late() + 2 * day }) },
  ];
  const fate = pickWeighted(random, kinds)();
  return fate.endedAt !== null && fate.startedAt === null ? { ...fate, startedAt } : fate;
}

function startingAt(random: Random, startedAt: number, wish: FateWish): Fate {
  const endedAt = random.below(2) === 0 ? null : settle(wish, startedAt + between(random, 0, 40) * hour);
  return { startedAt, endedAt, outcome: endedAt === null ? "Running" : random.pick(outcomes) };
}

/** Shortly before, at, or shortly after the beginning of a run that comes after the creation. */
function nearRun(random: Random, { createdAt, runs }: FateWish): number {
  const later = runs.filter((at) => at > createdAt + 120 * second);
  const run = later.length === 0 ? createdAt + day : (later[Math.min(random.below(3), later.length - 1)] ?? createdAt);
  return Math.floor(run / second) * second + between(random, -3, 90) * second;
}

/** Runs that go on for a while: with their platform's retries. */
const longestRunMs = hour;

function settle({ runs, still, createdAt }: FateWish, at: number): number {
  if (!still) return at;
  let moved = Math.max(at, createdAt);
  for (const run of runs) if (moved >= run - second && moved <= run + longestRunMs) moved = run + longestRunMs + second;
  return moved;
}
