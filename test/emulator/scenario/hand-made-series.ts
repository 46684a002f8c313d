/** Nights from 2026-11-19 on, in Shanghai, with jobs that the test writes down one by one. */

import { createSeries } from "../../../emulator/scenario/read-series.ts";
import type { Series } from "../../../emulator/scenario/series.ts";
import { truthOfSeries } from "../../../emulator/scenario/truth-of-series.ts";
import type { EmulatedJob, EmulatedQueue, World } from "../../../emulator/world.ts";
import { makeBucket, makeJob, makeQueue } from "../small-world.ts";
import { smallInput } from "./small-scenario.ts";

/** `at(19, "09:00")`: of the 19th. */
export function at(day: number, time: string): number {
  return Date.parse(`2026-11-${day}T${time.length === 5 ? `${time}:00` : time}+08:00`);
}

function nightsFrom19(count: number): Series {
  const { night, ...base } = smallInput;
  const nights = Array.from({ length: count }, (_, index) => ({ night: `2026-11-${19 + index}` }));
  return createSeries({ ...base, nights }, "the test");
}

/** Created at noon of the day, succeeded a minute later, unless told otherwise. */
export function jobOf(jobId: string, day: number, parts: Partial<EmulatedJob> = {}): EmulatedJob {
  const createdAt = at(day, "12:00");
  return makeJob({
    jobId,
    createdAt,
    startedAt: createdAt + 1000,
    endedAt: createdAt + 60_000,
    inputObject: `${jobId}.jpg`,
    ...parts,
  });
}

/** Failed in the given way. */
export function failedJob(jobId: string, day: number, kind: string, parts: Partial<EmulatedJob> = {}): EmulatedJob {
  return jobOf(jobId, day, { outcome: "Failed", code: kind, message: kind, kind, ...parts });
}

export const waiting = { startedAt: null, endedAt: null, outcome: "Submitted" } as const;

/** One queue, `p1`, unless others are given. */
export function worldWith(jobs: readonly EmulatedJob[], ...others: readonly EmulatedQueue[]): World {
  const sorted = jobs.toSorted((one, other) => one.createdAt - other.createdAt);
  return { buckets: [makeBucket({ queues: [makeQueue({ jobs: sorted }), ...others] })] };
}

/** The truth of as many nights as there are days. */
export function truthOfNights(count: number, world: World) {
  return truthOfSeries(nightsFrom19(count), world);
}

export const scope = { region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1", tag: "PicProcess" };
