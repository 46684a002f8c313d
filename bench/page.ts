/** A large night, audited alone: the CPU time of a page from signing to writing, and the memory of it all. */

import { readable } from "./figures.ts";
import { auditMadeNight } from "./made-audit.ts";
import type { Results } from "./results.ts";
import type { Scale, Subject } from "./subject.ts";

const rounds = 3;
const cpuTargetMs = 1.6;
const rssTargetMb = 256;

export const page: Subject = {
  name: "page",
  says: "a large night, by page",
  sizes: { of: "jobs", small: [1_000_000], full: [1_000_000] },
  measure,
};

/** Of memory the worst round counts. */
async function measure({ size: jobs }: Scale, results: Results): Promise<void> {
  const { median, all } = await auditMadeNight({ jobs, rounds }, results);
  const of = `${readable(jobs)} jobs`;
  const cpu = { bound: { atMost: cpuTargetMs }, value: median.pageCpuMs, unit: "ms" };
  results.judge({ target: `${of}, CPU of a page from signing to writing`, ...cpu });
  const peak = Math.max(...all.map(({ peakRssMb }) => peakRssMb));
  results.judge({ target: `${of}, peak memory`, bound: { atMost: rssTargetMb }, value: peak, unit: "MB" });
}
