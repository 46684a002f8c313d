/**
 * The truth about work that is done again: which failed once more, which recovered.
 *
 * Two jobs do the same work when they have the same input object and tag, and the same template or rule.
 */

import type { NightTruth } from "./night-truth.ts";
import type { SeenJob, SeenNight } from "./seen-night.ts";
import { baselineOf } from "./truth-groups.ts";

export interface FailingNight {
  readonly night: SeenNight;
  /** Jobs of nights before it that it learned to have failed. */
  readonly late: readonly SeenJob[];
}

/** `earlier`: all nights before, the newest first. */
export function truthOfInputs(
  failing: FailingNight,
  earlier: readonly FailingNight[],
): Pick<NightTruth, "failedAgain" | "recovered"> {
  const nights = earlier.map(({ night }) => night);
  const failedBefore = new Set(
    earlier.flatMap((before, index) =>
      worksOf(failedOf(before).filter(({ scope }) => baselineOf(scope, nights) === index)),
    ),
  );
  const failed = failedOf(failing);
  const failedNow = new Set(worksOf(failed));
  const recovers = (seen: SeenJob) => {
    const work = workOf(seen);
    const mended = work !== null && failedBefore.has(work) && !failedNow.has(work);
    return mended && seen.state === "Success" && seen.verdict === null && baselineOf(seen.scope, nights) !== null;
  };
  return {
    failedAgain: idsOf(failed.filter((seen) => failedBefore.has(workOf(seen) ?? ""))),
    recovered: idsOf(failing.night.jobs.filter(recovers)),
  };
}

/** What a night tells to have failed: each failure is told by one night. */
function failedOf({ night, late }: FailingNight): readonly SeenJob[] {
  return [...night.jobs.filter(({ verdict }) => verdict === "failed"), ...late];
}

function worksOf(jobs: readonly SeenJob[]): readonly string[] {
  return jobs.flatMap((seen) => workOf(seen) ?? []);
}

/** Null: nothing tells what it worked on. */
function workOf({ job, scope }: SeenJob): string | null {
  const { bucket, region } = job.objectsIn ?? scope;
  if (job.inputObject === "") return null;
  return JSON.stringify([region, bucket, job.inputObject, job.tag, job.templateId, job.rule]);
}

function idsOf(jobs: readonly SeenJob[]): readonly string[] {
  return jobs.map(({ job }) => job.jobId).sort();
}
