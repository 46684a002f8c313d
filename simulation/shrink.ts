/**
 * Shrinking: of a plan that breaks a promise, what can be left out so that it is still broken.
 *
 * Disturbances go first, since they are what a reader asks for; then starts, later nights with them, then queues and
 * jobs. Halves are tried before single parts, as in Zeller's "delta debugging".
 */

import type { EmulatedQueue } from "../emulator/world.ts";
import type { SimulationPlan } from "./plan.ts";

/** Whether the plan still breaks the promise. */
export type StillFails = (plan: SimulationPlan) => Promise<boolean>;

export interface Shrunk {
  readonly plan: SimulationPlan;
  readonly plays: number;
}

interface Part<Item> {
  list(plan: SimulationPlan): readonly Item[];
  keep(plan: SimulationPlan, items: readonly Item[]): SimulationPlan;
}

/** At most `mostPlays` are played; what is not tried stays in. */
export async function shrink(plan: SimulationPlan, stillFails: StillFails, mostPlays: number): Promise<Shrunk> {
  let plays = 0;
  const budgeted: StillFails = async (candidate) => {
    if (plays === mostPlays) return false;
    plays += 1;
    return stillFails(candidate);
  };
  let smallest = plan;
  for (let before: SimulationPlan | null = null; before !== smallest; ) {
    before = smallest;
    smallest = await shrinkPart(smallest, disturbances, budgeted);
    smallest = await shrinkPart(smallest, starts, budgeted);
    smallest = await shrinkPart(smallest, queues, budgeted);
    smallest = await shrinkPart(smallest, jobs, budgeted);
  }
  return { plan: smallest, plays };
}

/** Leaves out ever smaller pieces, as long as any of them can go. The same plan when none can. */
async function shrinkPart<Item>(plan: SimulationPlan, part: Part<Item>, stillFails: StillFails) {
  let smallest = plan;
  for (let size = part.list(smallest).length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < part.list(smallest).length; ) {
      const items = part.list(smallest);
      const candidate = part.keep(smallest, [...items.slice(0, at), ...items.slice(at + size)]);
      if (await stillFails(candidate)) smallest = candidate;
      else at += size;
    }
  }
  return smallest;
}

const disturbances: Part<SimulationPlan["disturbances"][number]> = {
  list: (plan) => plan.disturbances,
  keep: (plan, items) => ({ ...plan, disturbances: items }),
};

const starts: Part<SimulationPlan["starts"][number]> = {
  list: (plan) => plan.starts,
  keep: (plan, items) => ({ ...plan, starts: items }),
};

const queues: Part<string> = {
  list: (plan) => plan.world.buckets.flatMap((bucket) => bucket.queues.map(({ queueId }) => queueId)),
  keep: (plan, ids) => {
    const kept = new Set(ids);
    return withQueues(plan, (all) => all.filter(({ queueId }) => kept.has(queueId)));
  },
};

const jobs: Part<string> = {
  list: (plan) =>
    plan.world.buckets.flatMap((bucket) => bucket.queues.flatMap((queue) => queue.jobs.map(({ jobId }) => jobId))),
  keep: (plan, ids) => {
    const kept = new Set(ids);
    const some = (queue: EmulatedQueue) => ({ ...queue, jobs: queue.jobs.filter(({ jobId }) => kept.has(jobId)) });
    return withQueues(plan, (all) => all.map(some));
  },
};

type ChangeQueues = (all: readonly EmulatedQueue[]) => readonly EmulatedQueue[];

function withQueues(plan: SimulationPlan, change: ChangeQueues): SimulationPlan {
  const buckets = plan.world.buckets.map((bucket) => ({ ...bucket, queues: change(bucket.queues) }));
  return { ...plan, world: { ...plan.world, buckets } };
}
