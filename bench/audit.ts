/**
 * The audit beside the naive loop, in one run.
 *
 * Sides alternate, each in a process of its own; what they found is asserted before their times are believed.
 * Absolute times say something about this machine only: quote the ratios.
 */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measured } from "./measure.ts";
import { bundleSides, type CloudFacts, heapMb, runSide, startCloud } from "./processes.ts";

const jobs = 100_000;
const rounds = 3;
const rssTargetMb = 200;

interface Found {
  readonly jobs: number;
  readonly failed: number;
  readonly pages: number;
}

type Side = Measured<Found>;

/** Whether its memory stayed under the target. */
export async function benchAudit(): Promise<boolean> {
  await bundleSides(["cloud", "audit", "naive"]);
  const folder = await mkdtemp(join(tmpdir(), "job-audit-bench-"));
  const cloud = await startCloud(jobs);
  const scopesFile = join(folder, "scopes.json");
  await writeFile(scopesFile, JSON.stringify(cloud.facts.scopes));

  const sides: Record<string, (round: number) => Promise<Side>> = {
    audit: (round) => runSide("audit", [cloud.facts.url, cloud.facts.night, `round-${round}`]),
    naive: () => runSide("naive", [cloud.facts.url, cloud.facts.night, scopesFile]),
  };
  const results: Record<string, Side[]> = { audit: [], naive: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? ["audit", "naive"] : ["naive", "audit"];
    for (const name of order) {
      const measured = await sides[name]?.(round);
      if (measured === undefined) throw new Error(`no side ${name}`);
      assertFound(name, measured, cloud.facts);
      results[name]?.push(measured);
      print(`round ${round + 1} ${describe(name, measured)}`);
    }
  }
  const unbounded = await runSide<Found>("audit", [cloud.facts.url, cloud.facts.night, "unbounded"], []);
  const cost = await cloud.stop();
  await rm(folder, { recursive: true });

  const audit = middle(results["audit"] ?? []);
  const naive = middle(results["naive"] ?? []);
  print("");
  print(`medians of ${rounds} rounds, ${cloud.facts.jobs} jobs, no latency but the loopback's, heap of ${heapMb} MB:`);
  print(`        ${describe("audit", audit)}`);
  print(`        ${describe("naive", naive)}`);
  print(
    `the audit takes ${ratio(audit.cpuMs / audit.pages, naive.cpuMs / naive.pages)} of the naive loop's CPU a page`,
  );
  print(`and ${ratio(audit.wallMs, naive.wallMs)} of its time, discovery, report and commit included`);
  print(
    `the emulator spent ${(cost.cpuMs / cost.requests).toFixed(2)} ms CPU a request: ${perCore(cost)} a core-second`,
  );
  print(`without a bound on the heap, on this machine's memory: ${describe("audit", unbounded)}`);
  const met = audit.peakRssMb < rssTargetMb;
  print(`peak memory under ${rssTargetMb} MB: ${met ? "met" : "missed"} (${audit.peakRssMb.toFixed(0)} MB)`);
  return met;
}

function assertFound(name: string, measured: Side, { jobs, failed }: CloudFacts): void {
  if (measured.jobs === jobs && measured.failed === failed) return;
  throw new Error(`${name} found ${measured.jobs} jobs, ${measured.failed} failed; there are ${jobs}, ${failed}`);
}

function describe(name: string, { jobs, pages, wallMs, cpuMs, peakRssMb }: Side): string {
  const jobsPerSecond = Math.round(jobs / (wallMs / 1000));
  const perPage = (cpuMs / pages).toFixed(2);
  return `${name}: ${jobsPerSecond} jobs/s, ${pages} pages, ${perPage} ms CPU a page, peak ${peakRssMb.toFixed(0)} MB`;
}

/** By each figure on its own. */
function middle(all: readonly Side[]): Side {
  const median = (of: (each: Side) => number) => all.map(of).sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  return {
    jobs: median((each) => each.jobs),
    failed: median((each) => each.failed),
    pages: median((each) => each.pages),
    wallMs: median((each) => each.wallMs),
    cpuMs: median((each) => each.cpuMs),
    workCpuMs: median((each) => each.workCpuMs),
    peakRssMb: median((each) => each.peakRssMb),
  };
}

function ratio(ours: number, theirs: number): string {
  return `${(ours / theirs).toFixed(2)} times`;
}

function perCore({ cpuMs, requests }: { readonly cpuMs: number; readonly requests: number }): number {
  return Math.round((requests / cpuMs) * 1000);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
