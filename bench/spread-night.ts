/** A night that several function instances read, each a process of its own: what that takes of time, memory and requests. */

import { deepStrictEqual } from "node:assert/strict";
import { nightCost } from "../lib/core/cost/night-cost.ts";
import { documentedPrices, pricesReadOn } from "../lib/core/cost/prices.ts";
import { memorySize } from "./deploy-functions.ts";
import { readable } from "./figures.ts";
import { bundleSides, runToEnd } from "./processes.ts";
import type { Results } from "./results.ts";
import type { Scale, Subject } from "./subject.ts";

/** Of a night; more of them than run at once, as on the platform. */
const shards = 16;
/** As many as the machine has cores: the emulated cloud takes its share of them, too. */
const atOnce = 2;
/** What an instance has: the platform kills one that takes more. */
const rssTargetMb = memorySize;

interface SpreadNight {
  readonly expected: { readonly jobs: number; readonly failed: number };
  readonly status: string;
  readonly jobs: number;
  readonly failed: number;
  readonly wallMs: number;
  readonly emulatorCpuMs: number;
  readonly functionsCpuMs: number;
  readonly starts: number;
  readonly failedTries: number;
  readonly largestMb: number;
  readonly longestSeconds: number;
  readonly commitSeconds: number;
  readonly gbSeconds: number;
  readonly requests: Readonly<Record<string, number>>;
}

export const night: Subject = {
  name: "night",
  says: "a night spread over function instances, each a process of its own",
  sizes: { of: "jobs", small: [200_000], full: [10_000_000] },
  measure,
};

async function measure({ size }: Scale, results: Results): Promise<void> {
  await bundleSides(["spread-night"]);
  const printed = await runToEnd("spread-night", [String(size), String(shards), String(atOnce)]);
  const spread: SpreadNight = JSON.parse(printed.trim().split("\n").at(-1) ?? "");
  assertWhole(spread);
  tell(spread, results);
}

function assertWhole({ expected, status, jobs, failed, failedTries }: SpreadNight): void {
  const found = { status, jobs, failed, failedTries };
  deepStrictEqual(found, { status: "complete", jobs: expected.jobs, failed: expected.failed, failedTries: 0 });
}

function tell(spread: SpreadNight, results: Results): void {
  const { jobs, wallMs, functionsCpuMs, largestMb, requests } = spread;
  const of = `${readable(jobs)} jobs, ${shards} shards, ${atOnce} at once`;
  const pages = requests["GET /pic_jobs"] ?? 0;
  const jobsPerSecond = (jobs * 1_000) / wallMs;
  const figures = { wallMs, workCpuMs: functionsCpuMs, pageCpuMs: functionsCpuMs / pages, pages, jobsPerSecond };
  results.round({ of, side: "ours", round: 1, figures: { ...figures, peakRssMb: largestMb } });
  results.median({ of, side: "ours", rounds: 1, figures: { ...figures, peakRssMb: largestMb } });
  for (const line of [runsText(spread), requestsText(spread), costText(spread)]) results.say(line);
  const target = `${readable(jobs)} jobs, peak memory of the largest instance`;
  results.judge({ target, bound: { under: rssTargetMb }, value: largestMb, unit: "MB" });
}

function runsText({ starts, longestSeconds, commitSeconds, gbSeconds, ...spent }: SpreadNight): string {
  const { functionsCpuMs, emulatorCpuMs } = spent;
  const longest = `the longest ${readable(longestSeconds)} s, the commit ${readable(commitSeconds)} s`;
  const cpu = `${readable(functionsCpuMs / 1_000)} s of CPU, the emulated cloud ${readable(emulatorCpuMs / 1_000)} s`;
  return `${starts} starts of functions, ${longest}, ${readable(gbSeconds)} GB-seconds, ${cpu}`;
}

function requestsText({ requests }: SpreadNight): string {
  const kinds = Object.entries(requests).sort(([, a], [, b]) => b - a);
  return `requests: ${kinds.map(([kind, count]) => `${kind} ${readable(count)}`).join(", ")}`;
}

/** As far as documents price it. */
function costText({ requests, starts, gbSeconds }: SpreadNight): string {
  const sum = (isOf: (kind: string) => boolean) =>
    Object.entries(requests).reduce((total, [kind, count]) => total + (isOf(kind) ? count : 0), 0);
  const jobRequests = sum((kind) => kind.includes("/pic"));
  const storageRequests = sum((kind) => kind.includes(" /") && !kind.includes("/pic"));
  const use = { jobRequests, storageRequests, invocations: starts, gbSeconds };
  const { sums, unknown } = nightCost(use, documentedPrices);
  const known = [...sums].map(([currency, amount]) => `${readable(amount)} ${currency}`).join(", ");
  const units = `${readable(jobRequests)} requests to Cloud Infinite, ${readable(storageRequests)} to object storage`;
  return `cost by the documents of ${pricesReadOn}: ${known}; in no document: the price of ${unknown.join(", ")} (${units})`;
}
