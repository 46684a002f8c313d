/** What sides that walk a night found and took: asserted first, then told alike. */

import type { Measured } from "./measure.ts";
import type { CloudFacts } from "./processes.ts";

export type Walked = Measured<{
  readonly jobs: number;
  readonly failed: number;
  readonly pages: number;
  /** Without report and commit. */
  readonly walkMs?: number;
}>;

export interface WalkFigures {
  readonly wallMs: number;
  readonly walkMs?: number;
  /** All threads; without loading the program. */
  readonly pageCpuMs: number;
  readonly pages: number;
  readonly jobsPerSecond: number;
  readonly peakRssMb: number;
}

/** Throws when it found anything else than there is. */
export async function walkFigures(side: Promise<Walked>, there: CloudFacts): Promise<WalkFigures> {
  const { jobs, failed, pages, wallMs, walkMs, workCpuMs, peakRssMb } = await side;
  if (jobs !== there.jobs || failed !== there.failed) {
    throw new Error(`found ${jobs} jobs, ${failed} failed; there are ${there.jobs}, ${there.failed}`);
  }
  const rates = { pageCpuMs: workCpuMs / pages, jobsPerSecond: jobs / (wallMs / 1_000) };
  return { wallMs, ...(walkMs === undefined ? {} : { walkMs }), ...rates, pages, peakRssMb };
}
