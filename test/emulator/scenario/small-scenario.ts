import { createScenario } from "../../../emulator/scenario/read-scenario.ts";
import type { Scenario, ScenarioInput } from "../../../emulator/scenario/scenario.ts";
import { ScenarioError } from "../../../emulator/scenario/scenario-error.ts";
import type { EmulatedJob, EmulatedQueue, World } from "../../../emulator/world.ts";

export const hourMs = 3_600_000;
export const from = Date.parse("2026-11-20T00:00:00+08:00");
export const to = Date.parse("2026-11-21T00:00:00+08:00");
export const asOf = Date.parse("2026-11-21T02:00:00+08:00");

export const smallInput: ScenarioInput = {
  night: "2026-11-20",
  jobs: 400,
  buckets: [
    {
      name: "photos-1250000000",
      region: "ap-chongqing",
      queues: [
        { name: "thumbs", weight: 3 },
        { name: "archive", state: "Paused", pausedAt: "12:00" },
      ],
    },
    { name: "empty-1250000000", region: "ap-guangzhou", queues: [] },
  ],
};

export function smallScenario(changes: Partial<ScenarioInput> = {}): Scenario {
  return createScenario({ ...smallInput, ...changes }, "of the test");
}

export function queuesOf(world: World): readonly EmulatedQueue[] {
  return world.buckets.flatMap(({ queues }) => queues);
}

export function jobsOf(world: World): readonly EmulatedJob[] {
  return queuesOf(world).flatMap(({ jobs }) => jobs);
}

export function ofNight(world: World): readonly EmulatedJob[] {
  return jobsOf(world).filter(({ createdAt }) => createdAt >= from && createdAt < to);
}

/** What is said to be wrong; nothing when all is well. */
export function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}
