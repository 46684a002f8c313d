/** A visit with fakes in place of the account, in which all is well but for what a test puts there. */

import { documentedPrices } from "../../../lib/core/cost/prices.ts";
import { families } from "../../../lib/core/family.ts";
import type { Account } from "../../../lib/ports/account.ts";
import type { CloudInfinite } from "../../../lib/ports/cloud-infinite.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { type Result, runDoctor } from "../../../lib/usecases/doctor/run-doctor.ts";
import type { DoctorDeps, DoctorRequest } from "../../../lib/usecases/doctor/visit.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

export const now = Date.UTC(2026, 10, 20, 12);
export const name = { region: "ap-chongqing", namespace: "default", function: "audit" };

export const request: DoctorRequest = {
  credentials: { problems: [], doubts: [], temporary: true },
  family: families.pic,
  tags: ["PicProcess"],
  regions: ["ap-chongqing"],
  buckets: [],
  excluded: [],
  report: null,
  functions: {
    audit: name,
    diff: null,
    shard: null,
    watchdog: { ...name, function: "watchdog" },
    started: [],
    placed: false,
  },
  timeZone: "UTC",
  settleMs: 0,
  windowMs: 3_600_000,
  pageSize: 100,
  catchUpMs: 86_400_000,
  assumedRetentionMs: 86_400_000,
  openMaxAgeMs: 86_400_000,
  lookupIds: null,
  concurrency: 16,
  maxRate: null,
  fanOut: { shards: 100, pagesPerShard: null },
  sinks: [],
  heartbeat: null,
  prices: documentedPrices,
  writesAs: "visit",
  version: "0.1.0",
};

const account = {
  greet: async () => ({ time: now, unknownHost: false }),
  bindingOf: async () => "on",
  functionOf: async () => null,
  refusalToStart: async () => "no such version",
  removeTrial: async () => undefined,
  storage: {} as Account["storage"],
} satisfies Account;

export const row = { name: "photos-1250000000", region: "ap-chongqing", createdAt: null };

interface Parts {
  readonly account?: Partial<Account>;
  readonly ci?: Partial<CloudInfinite>;
  readonly store?: ReportStore;
  readonly request?: Partial<DoctorRequest>;
}

export function depsOf(parts: Parts = {}): DoctorDeps {
  const ci = {
    listBuckets: async () => ({ rows: [row], totalCount: 1 }),
    listQueues: async () => ({ rows: [], totalCount: 0 }),
    listJobs: async () => ({}),
    lookUpJobs: async () => ({}),
    ...parts.ci,
  } as unknown as CloudInfinite;
  return {
    account: { ...account, ...parts.account },
    ci,
    store: parts.store ?? memoryStore(),
    log: createMemoryLog(),
    clock: manualClock(now),
  };
}

export async function look(check: string, parts: Parts = {}): Promise<Result | undefined> {
  const asked = { ...request, ...parts.request };
  const results = await runDoctor(depsOf(parts), asked, new AbortController().signal);
  return results.find((result) => result.name === check);
}
