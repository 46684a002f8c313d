/**
 * A night of which nine tenths lie in one hour, each answer 50 ms away: windows that idle workers cut, beside the naive
 * loop and beside windows of equal length.
 *
 * Sides alternate, each in a process of its own; what they found is asserted before their times are believed. The naive
 * loop takes as long as it has pages, so the small run reads a tenth of the night with it, and says so.
 */

import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shiftNight } from "../lib/core/night.ts";
import type { Measured } from "./measure.ts";
import { bundleSides, type Cloud, runSide, startCloud } from "./processes.ts";

const delayMs = 50;
const workers = 32;
const jobs = 200_000;
const pageSize = 100;
const targets = { timesNaive: 25, timesIdeal: 1.35, extraPages: 0.1 };

type Found = Measured<{
  readonly jobs: number;
  readonly failed: number;
  readonly pages: number;
  readonly walkMs?: number;
}>;
type Name = "naive" | "fixed" | "ours" | "oursFirst";

export interface WindowsSize {
  readonly rounds: number;
  /** Of the jobs, which the naive loop reads. */
  readonly naiveShare: number;
}

/** Whether every target is met. */
export async function benchWindows({ rounds, naiveShare }: WindowsSize): Promise<boolean> {
  await bundleSides(["windows-cloud", "windows", "fixed-windows", "naive"]);
  const folder = await mkdtemp(join(tmpdir(), "job-audit-bench-"));
  const [cloud, small] = [await startDelayed(jobs), await startDelayed(jobs * naiveShare)];
  try {
    const sides = await createSides(folder, cloud, small);
    const results = await alternate(rounds, sides);
    return judge(results, naiveShare);
  } finally {
    const { cpuMs, requests } = await cloud.stop();
    await small.stop();
    await rm(folder, { recursive: true });
    print({ bench: "windows", emulatorCpuMsARequest: round(cpuMs / requests) });
  }
}

function startDelayed(count: number): Promise<Cloud> {
  return startCloud(count, ["windows-cloud", String(count), String(delayMs)]);
}

type Sides = Record<Name, (round: number) => Promise<Found>>;

async function createSides(folder: string, cloud: Cloud, small: Cloud): Promise<Sides> {
  const { url, night, scopes } = cloud.facts;
  const scopesFile = join(folder, "scopes.json");
  await writeFile(scopesFile, JSON.stringify(scopes));
  const before = join(folder, "before");
  await runSide("windows", [url, shiftNight(night, -1), before, String(workers)], []);
  const ours = (into: string) => runSide<Found>("windows", [url, night, into, String(workers)], []);
  return {
    naive: (round) => asserted(runSide("naive", [small.facts.url, night, scopesFile], []), small, `naive ${round}`),
    fixed: (round) => asserted(runSide("fixed-windows", [url, night, String(workers)], []), cloud, `fixed ${round}`),
    ours: async (round) => {
      const into = join(folder, `ours-${round}`);
      await cp(before, into, { recursive: true });
      return asserted(ours(into), cloud, `ours ${round}`);
    },
    oursFirst: (round) => asserted(ours(join(folder, `first-${round}`)), cloud, `ours, first night ${round}`),
  };
}

async function asserted(side: Promise<Found>, { facts }: Cloud, name: string): Promise<Found> {
  const found = await side;
  if (found.jobs === facts.jobs && found.failed === facts.failed) return found;
  throw new Error(`${name} found ${found.jobs} jobs, ${found.failed} failed; there are ${facts.jobs}, ${facts.failed}`);
}

async function alternate(rounds: number, sides: Sides): Promise<Record<Name, Found[]>> {
  const results: Record<Name, Found[]> = { naive: [], fixed: [], ours: [], oursFirst: [] };
  for (let index = 0; index < rounds; index += 1) {
    const names: Name[] = ["naive", "ours", "fixed", "oursFirst"];
    for (const name of index % 2 === 0 ? names : names.reverse()) {
      const found = await sides[name](index + 1);
      results[name].push(found);
      print({ bench: "windows", side: name, round: index + 1, ...rounded(found) });
    }
  }
  return results;
}

function judge(results: Record<Name, Found[]>, naiveShare: number): boolean {
  const naiveMs = median(results.naive, ({ wallMs }) => wallMs) / naiveShare;
  const needed = jobs / pageSize;
  const idealMs = (needed * delayMs) / workers;
  const verdicts = (["ours", "oursFirst"] as const).flatMap((side) => {
    const of = results[side];
    const wallMs = median(of, (found) => found.wallMs);
    const walkMs = median(of, (found) => found.walkMs ?? 0);
    const pages = median(of, (found) => found.pages);
    return [
      verdict(
        `${side}: times faster than the naive loop, report and commit included`,
        naiveMs / wallMs,
        targets.timesNaive,
      ),
      verdict(
        `${side}: the walk's time, of the ideal ${Math.round(idealMs)} ms`,
        walkMs / idealMs,
        -targets.timesIdeal,
      ),
      verdict(`${side}: pages more than ${needed}, as a share`, pages / needed - 1, -targets.extraPages),
    ];
  });
  const fixedMs = median(results.fixed, ({ wallMs }) => wallMs);
  const oursMs = median(results.ours, ({ wallMs }) => wallMs);
  print({
    bench: "windows",
    what: "times faster than fast-xml-parser in windows of equal length",
    value: round(fixedMs / oursMs),
  });
  return verdicts.every((met) => met);
}

/** `target`: at least so much; a negative one: at most. */
function verdict(what: string, value: number, target: number): boolean {
  const met = target < 0 ? value <= -target : value >= target;
  const bound = target < 0 ? { atMost: -target } : { atLeast: target };
  print({ bench: "windows", what, value: round(value), ...bound, verdict: met ? "met" : "missed" });
  return met;
}

function median(all: readonly Found[], of: (found: Found) => number): number {
  const sorted = all.map(of).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function rounded(found: Found): object {
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, round(value)]));
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
