/** What many times as many jobs do to the memory of one audit: next to nothing. */

import { readable } from "./figures.ts";
import { auditMadeNight } from "./made-audit.ts";
import type { Results } from "./results.ts";
import type { Scale, Subject } from "./subject.ts";

const times = { small: 5, full: 10 };
const mostGrowth = 1.1;

export const memory: Subject = {
  name: "memory",
  says: "peak memory of a night beside that of one of five or ten times as many jobs",
  // A smaller night is over before the heap has grown to its bound.
  sizes: { of: "jobs of the smaller night", small: [1_000_000], full: [1_000_000] },
  measure,
};

async function measure({ size: jobs, full }: Scale, results: Results): Promise<void> {
  const more = jobs * (full ? times.full : times.small);
  const small = await auditMadeNight({ jobs, rounds: 3 }, results);
  const large = await auditMadeNight({ jobs: more, rounds: 1 }, results);
  const value = large.median.peakRssMb / small.median.peakRssMb;
  const target = `${readable(more)} jobs, peak memory / that of ${readable(jobs)} jobs`;
  results.judge({ target, bound: { atMost: mostGrowth }, value, unit: "times" });
}
