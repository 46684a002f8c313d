/**
 * Goes through an account step by step, from what everything needs to what rests on it, and says what to do.
 *
 * Nothing is started and nobody is told; what is written is a few small objects under `work/`, which are removed again.
 */

import { checkBucketLists } from "./check-bucket-lists.ts";
import { checkBuckets } from "./check-buckets.ts";
import { checkClock } from "./check-clock.ts";
import { checkCost } from "./check-cost.ts";
import { checkCredentials } from "./check-credentials.ts";
import { checkFunctions } from "./check-functions.ts";
import { checkRegions } from "./check-regions.ts";
import { checkReport } from "./check-report.ts";
import { checkRetention } from "./check-retention.ts";
import { checkSignature } from "./check-signature.ts";
import { checkStarts } from "./check-starts.ts";
import { checkTelling } from "./check-telling.ts";
import type { Look, Status, Step } from "./step.ts";
import type { DoctorDeps, DoctorRequest, Visit } from "./visit.ts";

export interface Result extends Look {
  readonly name: string;
}

/** In this order: each is told its steps when all before it are done. */
const sections: readonly ((visit: Visit) => readonly Step[])[] = [
  checkCredentials,
  checkRegions,
  checkClock,
  checkSignature,
  checkBucketLists,
  checkBuckets,
  checkReport,
  checkFunctions,
  checkStarts,
  checkRetention,
  checkCost,
  checkTelling,
];

interface DoctorRun extends DoctorDeps {
  /** Told before a step begins. */
  readonly onStep?: (name: string) => void;
}

export async function runDoctor(
  deps: DoctorRun,
  request: DoctorRequest,
  signal: AbortSignal,
): Promise<readonly Result[]> {
  const visit: Visit = { deps, request, notes: freshNotes() };
  const results: Result[] = [];
  for (const section of sections) {
    for (const step of section(visit)) {
      deps.onStep?.(step.name);
      results.push({ name: step.name, ...(await lookUnless(step, results, signal)) });
    }
  }
  return results;
}

function freshNotes(): Visit["notes"] {
  return {
    region: null,
    listedRegions: new Set(),
    listed: new Set(),
    queues: new Map(),
    functions: new Map(),
    functionRefusal: null,
    versioned: null,
    written: new Set(),
  };
}

const broken: readonly Status[] = ["failed", "skipped"];

async function lookUnless({ needs, look }: Step, results: readonly Result[], signal: AbortSignal): Promise<Look> {
  const missing = results.find(({ name, status }) => needs.includes(name) && broken.includes(status));
  if (missing === undefined) return look(signal);
  return {
    status: "skipped",
    seen: `needs "${missing.name}", which ${missing.status === "failed" ? "failed" : "was skipped"}`,
    advice: null,
  };
}
