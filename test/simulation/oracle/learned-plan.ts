/** A plan whose nights learn thresholds, with jobs that are done again. */

import type { EmulatedJob } from "../../../emulator/world.ts";
import type { SimulationPlan } from "../../../simulation/plan.ts";
import { parseSettings } from "../../../simulation/planned-settings.ts";
import { soundPlan } from "./known-plan.ts";

const minute = 60_000;

export function learnedPlan(): SimulationPlan {
  const [bucket] = soundPlan.world.buckets;
  const [queue, ...others] = bucket?.queues ?? [];
  const [sample] = queue?.jobs ?? [];
  if (bucket === undefined || queue === undefined || sample === undefined) throw new Error("the known plan has jobs");
  const own = [...queue.jobs, ...crowdLike(sample), againLike(sample)].sort((a, b) => a.createdAt - b.createdAt);
  const settings = soundPlan.settings.map(({ from, text }) => {
    const { stuck, ...same } = parseSettings(text);
    const learned = { quantile: 0.5, factor: 2, floor: "1s", minJobs: 10, nights: 7 };
    return { from, text: JSON.stringify({ ...same, stuck: { ...stuck, learned } }) };
  });
  const world = { buckets: [{ ...bucket, queues: [{ ...queue, jobs: own }, ...others] }] };
  return { ...soundPlan, settings, world };
}

/** Fifteen that wait ten minutes and run for twenty. */
function crowdLike(job: EmulatedJob): readonly EmulatedJob[] {
  return Array.from({ length: 15 }, (_, index) => {
    const createdAt = job.createdAt + (200 + index) * minute;
    const times = { createdAt, startedAt: createdAt + 10 * minute, endedAt: createdAt + 30 * minute };
    return { ...job, ...times, jobId: `crowd${index}`, inputObject: `in/${index}.jpg` };
  });
}

/** What another job of the first night waits for. */
function againLike(job: EmulatedJob): EmulatedJob {
  const createdAt = job.createdAt + 400 * minute;
  const times = { createdAt, startedAt: createdAt + 1000, endedAt: createdAt + 2000 };
  return { ...job, ...times, jobId: "again", inputObject: "in/waits.jpg" };
}
