/** The audit of a night like the demo's beside the naive loop, without latency but the loopback's. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { alternate } from "./alternate.ts";
import { readable } from "./figures.ts";
import { bundleSides, type CloudFacts, heapMb, runSide, startCloud } from "./processes.ts";
import type { Results } from "./results.ts";
import type { Scale, Subject } from "./subject.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";
import { type Walked, walkFigures } from "./walked.ts";

const rounds = 3;
const rssTargetMb = 200;

export const audit: Subject = {
  name: "audit",
  says: "a night like the demo's, beside the naive loop",
  sizes: { of: "jobs", small: [50_000], full: [100_000] },
  measure,
};

async function measure({ size }: Scale, results: Results): Promise<void> {
  await bundleSides(["cloud", "audit", "naive"]);
  const cloud = await startCloud(size);
  await inTemporaryFolder((folder) => compare(folder, cloud.facts, results));
  const { cpuMs, requests } = await cloud.stop();
  results.say(`audit: the emulator spent ${readable(cpuMs / requests)} ms CPU a request`);
}

async function compare(folder: string, facts: CloudFacts, results: Results): Promise<void> {
  const { url, night, jobs } = facts;
  const scopesFile = join(folder, "scopes.json");
  await writeFile(scopesFile, JSON.stringify(facts.scopes));
  const ours = (prefix: string, flags?: readonly string[]) =>
    walkFigures(runSide<Walked>("audit", [url, night, prefix], flags), facts);
  const sides = {
    ours: (round: number) => ours(`round-${round}`),
    naive: () => walkFigures(runSide<Walked>("naive", [url, night, scopesFile]), facts),
  };
  const of = `${readable(jobs)} jobs`;
  const told = await alternate({ of: `${of}, heap of ${heapMb} MB`, rounds, sides }, results);
  const unbounded = { ours: () => ours("unbounded", []) };
  await alternate({ of: `${of}, heap without a bound`, rounds: 1, sides: unbounded }, results);
  const value = told.ours.median.peakRssMb;
  results.judge({ target: `${of}, peak memory`, bound: { under: rssTargetMb }, value, unit: "MB" });
}
