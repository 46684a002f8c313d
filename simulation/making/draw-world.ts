/** Buckets and queues of a plan: some come late, go, or pause, at a time that a run may be at work. */

import type { Random } from "../../emulator/scenario/random.ts";
import type { EmulatedBucket, EmulatedQueue, EmulatedQueueChange, World } from "../../emulator/world.ts";
import type { Span } from "../span.ts";
import { type DrawnJob, drawJobs, type JobsWish } from "./draw-jobs.ts";
import { between, chance, serviceId } from "./draws.ts";
import { plantSecret } from "./secrets.ts";

const second = 1000;
const day = 86_400_000;

export interface WorldWish extends JobsWish {
  readonly regions: readonly string[];
  readonly span: Span;
}

export interface DrawnWorld {
  readonly world: World;
  readonly secrets: readonly string[];
}

const names = ["photos-1250000000", "scans-1250000000"] as const;

export function drawWorld(random: Random, wish: WorldWish): DrawnWorld {
  const count = chance(random, 25) ? 2 : 1;
  const drawn = names.slice(0, count).map((name) => drawBucket(random, name, wish));
  return { world: { buckets: drawn.map(({ bucket }) => bucket) }, secrets: drawn.flatMap(({ secrets }) => secrets) };
}

interface Drawn<Part> {
  readonly secrets: readonly string[];
  readonly part: Part;
}

function drawBucket(random: Random, name: string, wish: WorldWish) {
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  const queues = Array.from({ length: count }, (_, index) => drawQueue(random, `${name} ${index + 1}`, wish));
  const bucket: EmulatedBucket = {
    name,
    region: random.pick(wish.regions),
    createdAt: wish.span.from - 90 * day,
    queues: queues.map(({ part }) => part),
  };
  return { bucket, secrets: queues.flatMap(({ secrets }) => secrets) };
}

function drawQueue(random: Random, name: string, wish: WorldWish): Drawn<EmulatedQueue> {
  const life = drawLife(random, wish);
  const callback = plantSecret(random.hex(8), random.pick(["callback", "callback-path"]));
  const alive = ({ job }: DrawnJob) => job.createdAt >= life.createdAt && job.createdAt < (life.deletedAt ?? Infinity);
  const jobs = drawJobs(random, wish).filter(alive);
  const byCreation = jobs.map(({ job }) => job).sort((a, b) => a.createdAt - b.createdAt);
  const hasCallback = chance(random, 50);
  const part: EmulatedQueue = {
    queueId: serviceId(random, "p", 32),
    name,
    state: chance(random, 8) ? "Paused" : "Active",
    maxSize: 10_000,
    maxConcurrent: 10,
    updatedAt: life.createdAt,
    notify: {
      state: hasCallback ? "On" : "Off",
      url: hasCallback ? callback.text : "",
      event: hasCallback ? "TaskFinish" : "",
      type: hasCallback ? "Url" : "",
      resultFormat: "XML",
    },
    ...life,
    jobs: byCreation,
  };
  return { part, secrets: [...(hasCallback ? callback.secrets : []), ...jobs.flatMap(({ secrets }) => secrets)] };
}

type Life = Pick<EmulatedQueue, "createdAt" | "deletedAt" | "changes">;

function drawLife(random: Random, { span, runs, still }: WorldWish): Life {
  const createdAt = span.from - 60 * day;
  if (still) return { createdAt };
  const middle = span.from + Math.floor(random.fraction() * ((span.to - span.from) / second)) * second;
  const atRun = Math.floor(random.pick(runs) / second) * second + between(random, -1, 40) * second;
  const when = chance(random, 40) ? atRun : middle;
  const kind = random.below(100);
  if (kind < 8) return { createdAt: middle };
  if (kind < 16) return { createdAt, deletedAt: when };
  if (kind < 30) return { createdAt, changes: pauses(random, when) };
  return { createdAt };
}

function pauses(random: Random, at: number): readonly EmulatedQueueChange[] {
  const paused: EmulatedQueueChange = { at, state: "Paused" };
  return chance(random, 50) ? [paused] : [paused, { at: at + between(random, 1, 30) * 3_600_000, state: "Active" }];
}
