/**
 * A night of which nine tenths lie in one hour, each answer 50 ms away: windows that idle workers cut, beside the naive
 * loop and beside windows of equal length.
 *
 * The naive loop takes as long as it has pages, and windows of equal length as long as the fullest has, so the small run
 * reads a tenth of the night with them, and says so.
 */

import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { shiftNight } from "../lib/core/night.ts";
import { alternate, type Rounds } from "./alternate.ts";
import { readable } from "./figures.ts";
import { bundleSides, type Cloud, type CloudFacts, runSide, startCloud } from "./processes.ts";
import type { Results } from "./results.ts";
import { inSteps, type Scale, type Subject } from "./subject.ts";
import { inTemporaryFolder } from "./temporary-folder.ts";
import { type Walked, type WalkFigures, walkFigures } from "./walked.ts";

const delayMs = 50;
const workers = 32;
const rounds = 3;
const pageSize = 100;
/** A tenth of it fills pages. */
const evenJobs = 1_000;
const targets = { timesNaive: 25, timesIdeal: 1.35, extraPercent: 10 };

export const windows: Subject = {
  name: "windows",
  says: "nine tenths of a night in one hour, beside the naive loop and windows of equal length",
  sizes: { of: `jobs, in steps of ${readable(evenJobs)}`, small: [200_000], full: [200_000] },
  measure,
};

async function measure({ size, full }: Scale, results: Results): Promise<void> {
  const jobs = inSteps(size, evenJobs);
  await bundleSides(["windows-cloud", "windows", "fixed-windows", "naive"]);
  const share = full ? 1 : 0.1;
  const [whole, part] = [await startDelayed(jobs), await startDelayed(jobs * share)];
  const clouds = { whole: whole.facts, part: part.facts };
  await inTemporaryFolder((folder) => compare(folder, { clouds, share }, results));
  const { cpuMs, requests } = await whole.stop();
  await part.stop();
  results.say(`windows: the emulator spent ${readable(cpuMs / requests)} ms CPU a request`);
}

function startDelayed(jobs: number): Promise<Cloud> {
  return startCloud(jobs, ["windows-cloud", String(jobs), String(delayMs)]);
}

interface Night {
  readonly clouds: { readonly whole: CloudFacts; readonly part: CloudFacts };
  /** Of the jobs, which peers read. */
  readonly share: number;
}

async function compare(folder: string, { clouds, share }: Night, results: Results): Promise<void> {
  const { whole, part } = clouds;
  const of = `${readable(whole.jobs)} jobs, ${workers} workers, ${delayMs} ms a page`;
  const peersOf = share === 1 ? of : `${of}, peers on ${readable(part.jobs)} of them`;
  const sides = { ...(await ourSides(folder, whole)), ...(await peers(folder, part)) };
  const { ours, oursFirst, naive, fixed } = await alternate({ of: peersOf, rounds, sides }, results);
  const judged = { jobs: whole.jobs, naiveMs: naive.median.wallMs / share };
  judge({ who: "ours", told: ours, ...judged }, results);
  judge({ who: "a first night", told: oursFirst, ...judged }, results);
  const times = fixed.median.wallMs / share / ours.median.wallMs;
  results.say(`windows, ${of}: ours is ${readable(times)} times faster than windows of equal length`);
}

async function ourSides(folder: string, whole: CloudFacts) {
  const { url, night } = whole;
  const audit = (date: string, into: string) => runSide<Walked>("windows", [url, date, into, String(workers)], []);
  const before = join(folder, "before");
  await audit(shiftNight(night, -1), before);
  return {
    ours: async (round: number) => {
      const into = join(folder, `ours-${round}`);
      await cp(before, into, { recursive: true });
      return walkFigures(audit(night, into), whole);
    },
    oursFirst: (round: number) => walkFigures(audit(night, join(folder, `first-${round}`)), whole),
  };
}

async function peers(folder: string, part: CloudFacts) {
  const { url, night, scopes } = part;
  const scopesFile = join(folder, "scopes.json");
  await writeFile(scopesFile, JSON.stringify(scopes));
  const peer = (name: string, told: string) => () => walkFigures(runSide<Walked>(name, [url, night, told], []), part);
  return { naive: peer("naive", scopesFile), fixed: peer("fixed-windows", String(workers)) };
}

interface Judged {
  readonly who: string;
  readonly told: Rounds<WalkFigures>;
  readonly jobs: number;
  readonly naiveMs: number;
}

function judge({ who, told, jobs, naiveMs }: Judged, results: Results): void {
  const { wallMs, walkMs = Number.NaN, pages } = told.median;
  const needed = Math.ceil(jobs / pageSize);
  const idealMs = (needed * delayMs) / workers;
  const [faster, walk, extra] = [naiveMs / wallMs, walkMs / idealMs, (pages / needed - 1) * 100];
  const { timesNaive, timesIdeal, extraPercent } = targets;
  const naive = { bound: { atLeast: timesNaive }, value: faster, unit: "times" };
  results.judge({ target: `${who}: time of the naive loop / ours with report and commit`, ...naive });
  const ideal = { bound: { atMost: timesIdeal }, value: walk, unit: "times" };
  results.judge({ target: `${who}: time of the walk / the ideal ${readable(idealMs / 1_000)} s`, ...ideal });
  const more = { bound: { atMost: extraPercent }, value: extra, unit: "%" };
  results.judge({ target: `${who}: pages beyond ${readable(needed)}`, ...more });
}
