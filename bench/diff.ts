/** Two nights of a million failures each, compared: found what was planted, in bounded memory. */

import { deepStrictEqual } from "node:assert/strict";
import { alternate } from "./alternate.ts";
import { type DiffNights, diffNights, evenFindings } from "./diff-nights.ts";
import { readable } from "./figures.ts";
import { bundleSides, runSide, runToEnd } from "./processes.ts";
import type { Results } from "./results.ts";
import { inSteps, type Scale, type Subject } from "./subject.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";

const rounds = 1;
const rssTargetMb = 150;

export const diff: Subject = {
  name: "diff",
  says: "two nights of failures compared",
  sizes: { of: `failures of a night, in steps of ${readable(evenFindings)}`, small: [200_000], full: [1_000_000] },
  measure,
};

async function measure({ size }: Scale, results: Results): Promise<void> {
  const findings = inSteps(size, evenFindings);
  await bundleSides(["nights", "diff"]);
  await inTemporaryFolder(async (folder) => {
    await runToEnd("nights", [folder, String(findings)]);
    await compareNights(folder, findings, results);
  });
}

async function compareNights(folder: string, findings: number, results: Results): Promise<void> {
  const of = `${readable(findings)} + ${readable(findings)} failures`;
  const ours = async () => {
    const args = [folder, String(findings)];
    const {
      wallMs,
      cpuMs: _,
      workCpuMs,
      peakRssMb,
      ...found
    } = await runSide<DiffNights["expected"]>("diff", args, []);
    deepStrictEqual(found, diffNights(findings).expected);
    return { wallMs, workCpuMs, peakRssMb };
  };
  const told = await alternate({ of, rounds, sides: { ours } }, results);
  const value = told.ours.median.peakRssMb;
  results.judge({ target: `${of}, peak memory`, bound: { under: rssTargetMb }, value, unit: "MB" });
}
