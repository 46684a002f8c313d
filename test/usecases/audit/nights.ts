/** Nights of a small fake cloud, caught up on a clock that a test moves. */

import { readSettings } from "../../../lib/config/settings.ts";
import type { NightName } from "../../../lib/core/key.ts";
import { auditRequestOf } from "../../../lib/runtime/audit-request.ts";
import type { AuditProgress, AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import { type CatchUpDeps, type CatchUpRequest, type CaughtUp, catchUp } from "../../../lib/usecases/audit/catch-up.ts";
import { fakeCi } from "../../fakes/fake-ci.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aQueue, midnight } from "../../fakes/samples.ts";
import { type StandingClock, standingClock } from "../../runtime/standing-clock.ts";

const dayMs = 86_400_000;
const settings = readSettings(
  "regions: [ap-chongqing]\nreport: { store: directory, path: x }\nassumedRetention: 90d\nwindow: 24h",
  "a test",
);

export interface Nights extends Omit<CatchUpDeps, "store" | "clock"> {
  readonly store: MemoryStore;
  readonly clock: StandingClock;
  /** Dates in the order in which the service was asked for their jobs. */
  readonly read: string[];
  /** What other functions were started with. */
  readonly started: object[];
}

/** `nightMs` is how long a night takes. */
export function openNights({ nightMs = 0, limitMs = 900_000 } = {}): Nights {
  const clock = standingClock(midnight + 9 * dayMs);
  const endsAt = clock.now() + limitMs;
  const started: object[] = [];
  const read: string[] = [];
  const ci = fakeCi([], {
    buckets: [{ name: "photos-1250000000", region: "ap-chongqing", createdAt: null }],
    queues: { "photos-1250000000": [aQueue({ queueId: "p1" })] },
  });
  return {
    ci: {
      ...ci,
      listJobs: (request, signal) => {
        const date = new Date(request.createdTo + 8 * 3_600_000 - 1).toISOString().slice(0, 10);
        if (read.at(-1) !== date) read.push(date);
        return ci.listJobs(request, signal);
      },
    },
    store: memoryStore(),
    clock,
    producer: { name: "job-audit", version: "0.2.0" },
    onProgress: ({ step }: AuditProgress) => (step === "write" ? clock.pass(nightMs) : undefined),
    remainingMs: () => endsAt - clock.now(),
    diffFunction: null,
    functions: {
      async start(name, event) {
        started.push({ ...name, event });
        return { requestId: "r1" };
      },
    },
    read,
    started,
  };
}

export function requestOf({ family, date }: NightName): AuditRequest {
  return auditRequestOf(settings, family, date);
}

export function catchUpTo(
  newest: string,
  nights: CatchUpDeps,
  change: Partial<CatchUpRequest> = {},
  signal = new AbortController().signal,
): Promise<CaughtUp> {
  return catchUp(nights, { families: ["pic"], newest, nights: 7, requestOf, ...change }, signal);
}

/** In short: `2026-11-21 new`, `2026-11-21 diff made`, and so on. */
export function told({ nights, repairs, diffs, failures, left }: CaughtUp): string[] {
  return [
    ...nights.map(({ name, result }) => `${name.date} ${result.already ? "already" : "new"}`),
    ...repairs.map(
      ({ name, repair }) => `${name.date} repaired r${repair.after.commit.revision}, ${repair.left.length} left`,
    ),
    ...diffs.map(({ name, diff }) => `${name.date} diff ${diff}`),
    ...failures.map(({ name, step, error }) => `${name.date} ${step} failed: ${error}`),
    ...left.map(({ date, step }) => `${date} ${step} left`),
  ];
}
