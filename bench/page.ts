/** A large night, audited alone: the CPU time of a page from signing to writing, and the memory of it all. */

import { type Audited, auditMadeNight, pageCpuMs } from "./made-audit.ts";
import { bundleSides, heapMb } from "./processes.ts";

const rounds = 3;
const cpuTargetMs = 1.6;
const rssTargetMb = 256;

/** Whether time and memory stayed under their targets. */
export async function benchPage(size = "1000000"): Promise<boolean> {
  await bundleSides(["made-cloud", "audit"]);
  return judge(await auditMadeNight(Number(size), rounds), Number(size));
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

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function word(met: boolean): string {
  return met ? "met" : "missed";
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
