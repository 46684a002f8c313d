/** A world of any size that takes no room: buckets and queues by number, their jobs made as they are asked for. */

import type { EmulatedQueue, World } from "../world.ts";
import type { HashedShares } from "./hashed-job.ts";
import { countFates, type HashedJobsPlan, hashedJobs } from "./hashed-jobs.ts";
import { mix } from "./mix.ts";

export interface HashedWorldPlan {
  readonly seed: number;
  /** Where the night begins. */
  readonly from: number;
  readonly jobs: number;
  /** Of hours from then on that follow one another. */
  readonly weights: readonly number[];
  readonly shares: HashedShares;
  readonly regions: readonly string[];
  /** Of each bucket; there is one in each region. */
  readonly queues: number;
  /** Weights, which say how a queue's jobs are spread over them. */
  readonly tags: Readonly<Record<string, number>>;
}

export interface HashedWorld {
  readonly world: World;
  /** What an audit of the whole must find, once all jobs have come to rest. */
  readonly truth: { readonly jobs: number; readonly failed: number; readonly open: number };
}

const yearMs = 365 * 86_400_000;

export function hashedWorld(plan: HashedWorldPlan): HashedWorld {
  const lists = planLists(plan);
  const buckets = plan.regions.map((region, bucket) => ({
    name: `made-${bucket}-1250000000`,
    region,
    createdAt: plan.from - yearMs,
    queues: Array.from({ length: plan.queues }, (_, queue) =>
      makeQueue(plan, bucket * plan.queues + queue, lists[bucket * plan.queues + queue] ?? []),
    ),
  }));
  const fates = lists.flat().map(countFates);
  const sum = (of: (fate: (typeof fates)[number]) => number) => fates.reduce((total, fate) => total + of(fate), 0);
  return {
    world: { buckets },
    truth: { jobs: plan.jobs, failed: sum(({ failed }) => failed), open: sum(({ open }) => open) },
  };
}

/** By queue: each tag's jobs. Together exactly as many as asked for. */
function planLists({ seed, from, jobs, weights, shares, regions, queues, tags }: HashedWorldPlan): HashedJobsPlan[][] {
  const count = regions.length * queues;
  const total = Object.values(tags).reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  return Array.from({ length: count }, (_, queue) =>
    Object.entries(tags).map(([tag, weight], index) => {
      const start = Math.round(before * jobs);
      before += weight / total / count;
      const own = Math.round(before * jobs) - start;
      return { seed: mix(seed ^ mix(queue * 64 + index)), from, jobs: own, weights, shares, tag };
    }),
  );
}

function makeQueue({ from, seed }: HashedWorldPlan, queue: number, lists: readonly HashedJobsPlan[]): EmulatedQueue {
  const createdAt = from - yearMs;
  const id = mix(seed ^ mix(queue))
    .toString(16)
    .padStart(8, "0");
  return {
    queueId: `p${id.repeat(4)}`,
    name: `queue-${queue}`,
    state: "Active",
    maxSize: 10_000,
    maxConcurrent: 10,
    createdAt,
    updatedAt: createdAt,
    notify: { state: "Off", url: "", event: "", type: "", resultFormat: "" },
    jobs: [],
    made: lists.map(hashedJobs),
  };
}
