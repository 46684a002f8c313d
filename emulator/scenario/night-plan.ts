/** One night to be filled with jobs: what the steps that do it share. */

import type { NightTimes } from "./night-times.ts";
import type { PlannedQueue } from "./planned-queues.ts";
import type { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";

export interface NightPlan {
  readonly scenario: Scenario;
  readonly times: NightTimes;
  readonly queues: readonly PlannedQueue[];
  /** The night's own stream of chance of this name, from its beginning. */
  chance(name: string): Random;
  /** Of what is the same in every night: ids of templates and workflows. */
  readonly seed: number;
  /** Gives every input a key of its own, so that no two jobs do the same work by chance. */
  readonly ownKeys: boolean;
}
