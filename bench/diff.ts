/** Two nights of a million failures each, compared: found what was planted, in bounded memory. */

import { deepStrictEqual } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DiffNights, diffNights, evenFindings } from "./diff-nights.ts";
import { bundleSides, runSide, runToEnd } from "./processes.ts";

const rssTargetMb = 150;

/** Whether its memory stayed under the target. `size` is a night's findings, rounded to what divides evenly. */
export async function benchDiff(size = "1000000"): Promise<boolean> {
  const findings = Math.max(1, Math.round(Number(size) / evenFindings)) * evenFindings;
  await bundleSides(["nights", "diff"]);
  const folder = await mkdtemp(join(tmpdir(), "job-audit-bench-"));
  try {
    await runToEnd("nights", [folder, String(findings)]);
    return await compareNights(folder, findings);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compareNights(folder: string, findings: number): Promise<boolean> {
  const args = [folder, String(findings)];
  const { wallMs, cpuMs, peakRssMb, ...found } = await runSide<DiffNights["expected"]>("diff", args, []);
  deepStrictEqual(found, diffNights(findings).expected);
  const met = peakRssMb < rssTargetMb;
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  print(`diff of two nights of ${findings} findings, without a bound on the heap:`);
  print(`  ${seconds(wallMs)} s, ${seconds(cpuMs)} s CPU, ${found.inputs.failedAgain} inputs failed again`);
  print(`peak memory under ${rssTargetMb} MB: ${met ? "met" : "missed"} (${peakRssMb.toFixed(0)} MB)`);
  return met;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
