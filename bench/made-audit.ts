/** Audits of one large night whose jobs are made, each in a fresh process; what they found is asserted. */

import type { Measured } from "./measure.ts";
import { runSide, startCloud } from "./processes.ts";

export type Audited = Measured<{ readonly jobs: number; readonly failed: number; readonly pages: number }>;

/** Prints each round; throws when one found anything else than there is. */
export async function auditMadeNight(size: number, rounds: number): Promise<readonly Audited[]> {
  const cloud = await startCloud(size, ["made-cloud", String(size)]);
  const { url, night, jobs, failed } = cloud.facts;
  const all: Audited[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const audited = await runSide<Audited>("audit", [url, night, `round-${round}`]);
    if (audited.jobs !== jobs || audited.failed !== failed) {
      throw new Error(`found ${audited.jobs} jobs, ${audited.failed} failed; there are ${jobs}, ${failed}`);
    }
    all.push(audited);
    process.stdout.write(`round ${round}: ${describe(audited)}\n`);
  }
  await cloud.stop();
  return all;
}

/** All threads; without loading the program, with discovery, report and commit. */
export function pageCpuMs({ workCpuMs, pages }: Audited): number {
  return workCpuMs / pages;
}

function describe(audited: Audited): string {
  const { jobs, pages, wallMs, peakRssMb } = audited;
  const jobsPerSecond = Math.round(jobs / (wallMs / 1000));
  return `${jobs} jobs, ${jobsPerSecond} a second, ${pages} pages, ${pageCpuMs(audited).toFixed(2)} ms CPU a page, peak ${peakRssMb.toFixed(0)} MB`;
}
