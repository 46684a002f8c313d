/** A large night, audited alone: the CPU time of a page from signing to writing, and the memory of it all. */

import type { Measured } from "./measure.ts";
import { bundleSides, heapMb, runSide, startCloud } from "./processes.ts";

const rounds = 3;
const cpuTargetMs = 1.6;
const rssTargetMb = 256;

type Audited = Measured<{ readonly jobs: number; readonly failed: number; readonly pages: number }>;

/** Whether time and memory stayed under their targets. */
export async function benchPage(size = "1000000"): Promise<boolean> {
  await bundleSides(["made-cloud", "audit"]);
  const cloud = await startCloud(Number(size), "made-cloud");
  const { url, night, jobs, failed } = cloud.facts;
  const all: Audited[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const audited = await runSide<Audited>("audit", [url, night, `round-${round}`]);
    if (audited.jobs !== jobs || audited.failed !== failed) throw new Error(`found ${audited.jobs} of ${jobs} jobs`);
    all.push(audited);
    print(`round ${round}: ${describe(audited)}`);
  }
  await cloud.stop();
  return judge(all, jobs);
}

function judge(all: readonly Audited[], jobs: number): boolean {
  const cpu = median(all.map(pageCpuMs));
  const rss = Math.max(...all.map(({ peakRssMb }) => peakRssMb));
  const met = { cpu: cpu <= cpuTargetMs, rss: rss <= rssTargetMb };
  print(`${jobs} jobs, heap of ${heapMb} MB, median of ${rounds} rounds:`);
  print(`CPU of a page at most ${cpuTargetMs} ms: ${word(met.cpu)} (${cpu.toFixed(2)} ms)`);
  print(`peak memory at most ${rssTargetMb} MB: ${word(met.rss)} (${rss.toFixed(0)} MB)`);
  return met.cpu && met.rss;
}

/** All threads; without loading the program, with discovery, report and commit. */
function pageCpuMs({ workCpuMs, pages }: Audited): number {
  return workCpuMs / pages;
}

function describe(audited: Audited): string {
  const { jobs, pages, wallMs, peakRssMb } = audited;
  const jobsPerSecond = Math.round(jobs / (wallMs / 1000));
  return `${jobsPerSecond} jobs/s, ${pages} pages, ${pageCpuMs(audited).toFixed(2)} ms CPU a page, peak ${peakRssMb.toFixed(0)} MB`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function word(met: boolean): string {
  return met ? "met" : "missed";
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
