/** What ten times as many jobs do to the memory of one audit: next to nothing. */

import { auditMadeNight } from "./made-audit.ts";
import { bundleSides, heapMb } from "./processes.ts";

const times = 10;
const rounds = 3;
const mostGrowth = 1.1;

/** Whether the larger night's peak is within 10 % of the smaller one's, the median of three. */
export async function benchMemory(size = "1000000"): Promise<boolean> {
  await bundleSides(["made-cloud", "audit"]);
  const jobs = Number(size);
  const small = await auditMadeNight(jobs, rounds);
  const [large] = await auditMadeNight(jobs * times, 1);
  if (large === undefined) throw new Error("the larger night was not audited");
  const peaks = small.map(({ peakRssMb }) => peakRssMb).sort((a, b) => a - b);
  const peak = peaks[Math.floor(rounds / 2)] ?? 0;
  const growth = large.peakRssMb / peak;
  const met = growth <= mostGrowth;
  print(
    `heap of ${heapMb} MB: ${peak.toFixed(0)} MB for ${jobs} jobs, ${large.peakRssMb.toFixed(0)} MB for ${large.jobs}`,
  );
  print(
    `peak memory of ${times} times as many jobs at most ${mostGrowth} times: ${met ? "met" : "missed"} (${growth.toFixed(2)})`,
  );
  return met;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
