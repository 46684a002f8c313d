/** What ten times as many jobs do to the memory of one audit: next to nothing. */

import { readable } from "./figures.ts";
import { auditMadeNight } from "./made-audit.ts";
import type { Results } from "./results.ts";
import type { Scale, Subject } from "./subject.ts";

const times = 10;
const mostGrowth = 1.1;

export const memory: Subject = {
  name: "memory",
  says: "peak memory of a night beside that of one of ten times as many jobs",
  sizes: { of: "jobs of the smaller night", small: [200_000], full: [1_000_000] },
  measure,
};

async function measure({ size: jobs }: Scale, results: Results): Promise<void> {
  const small = await auditMadeNight({ jobs, rounds: 3 }, results);
  const large = await auditMadeNight({ jobs: jobs * times, rounds: 1 }, results);
  const value = large.median.peakRssMb / small.median.peakRssMb;
  const target = `${readable(jobs * times)} jobs, peak memory / that of ${readable(jobs)} jobs`;
  results.judge({ target, bound: { atMost: mostGrowth }, value, unit: "times" });
}
