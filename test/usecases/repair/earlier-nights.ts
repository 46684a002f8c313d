/** Open jobs of a first night, which a second one sees again under trouble, and a repair after it. */

import { NetworkError } from "../../../lib/core/errors.ts";
import { type Amendment, amendmentSchema, type Carried, carriedSchema } from "../../../lib/core/schema/carried.ts";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { dayMs } from "../audit/a-night.ts";
import { auditAt, cloudAt, dateOf, type History, hourMs, settled } from "../audit/histories.ts";
import { rowsOf } from "../audit/stored.ts";
import { repair } from "./a-repair.ts";

export const down = new NetworkError("Cannot reach the service: reset");

/** Among many that end well, so that jobs are looked up by id. */
export const crowd: readonly History[] = Array.from({ length: 80 }, (_, index) => ({
  id: `ok${index}`,
  created: 1 + index / 80,
  ended: 3,
}));
/** So that no more than a tenth of the jobs is open where nine are. */
export const few = crowd.slice(0, 10).map((history) => ({ ...history, id: `more-${history.id}` }));
const slow: History = { id: "slow", created: 1, started: 2, ended: 40, outcome: "Failed" };
export const started: History = { id: "started", created: 1.2, started: 30, ended: 60 };
export const waiting: History = { id: "waiting", created: 1.5, ended: null };
export const jobs = [...crowd, slow, started, waiting];

/** Night 1 as it is, night 2 under `trouble`. */
export async function twoNights(trouble: FakeCiOptions, change: Partial<AuditRequest> = {}, of = jobs) {
  const store = memoryStore();
  await auditAt(store, { night: 1 }, cloudAt(settled(1), of), change);
  const { result } = await auditAt(store, { night: 2 }, cloudAt(settled(2), of, trouble), change);
  return { store, night: result };
}

export function repairSecond(
  store: MemoryStore,
  { hour = settled(2), of = jobs, ...options }: FakeCiOptions & { hour?: number; of?: readonly History[] } = {},
  change: Partial<AuditRequest> = {},
) {
  const name = { family: "pic", date: dateOf(2) } as const;
  const request = { name, assumedRetentionMs: 100 * dayMs, windowMs: 6 * hourMs, ...change };
  return repair(cloudAt(hour, of, options), store, request, midnight + hour * hourMs);
}

export function earlierOf(store: MemoryStore, committed: CommittedNight) {
  const rows = (dataset: "carried" | "amendments") => rowsOf(store, { ...committed, already: false }, dataset);
  return {
    carried: rows("carried").map((row): Carried => carriedSchema.parse(row)),
    amendments: rows("amendments").map((row): Amendment => amendmentSchema.parse(row)),
  };
}
