/** Nights one after the other, of jobs that are open when their night is over. */

import { expect } from "vitest";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { type AuditedNight, auditAt, cloudAt, type History, settled } from "./histories.ts";

/** Ends well at once: so that a window is not mostly open. */
export const crowd: readonly History[] = Array.from({ length: 60 }, (_, index) => ({
  id: `ok${index}`,
  created: 1 + (index % 5) / 4,
  ended: 3,
}));
export const slow: History = { id: "slow", created: 1, started: 2, ended: 40, outcome: "Failed" };
export const waiting: History = { id: "waiting", created: 2, ended: null };

export function others(count: number): readonly History[] {
  return Array.from({ length: count }, (_, index) => ({ id: `s${index}`, created: 1 + index / count, ended: 3 }));
}

export async function nightsOf(histories: readonly History[], nights: number, change: Partial<AuditRequest> = {}) {
  const store = memoryStore();
  const audited: AuditedNight[] = [];
  for (let night = 1; night <= nights; night += 1) {
    audited.push(await auditAt(store, { night }, cloudAt(settled(night), [...crowd, ...histories]), change));
  }
  return { store, audited, at: (night: number) => audited[night - 1] ?? expect.unreachable() };
}

export async function secondNight(
  histories: readonly History[],
  options: FakeCiOptions,
  change: Partial<AuditRequest> = {},
) {
  const { store } = await nightsOf(histories, 1);
  const hour = settled(2);
  return { store, ...(await auditAt(store, { night: 2 }, cloudAt(hour, [...crowd, ...histories], options), change)) };
}

export const told = (rows: readonly { jobId: string; night: string; verdict: string | null }[]) =>
  rows.map(({ jobId, night, verdict }) => `${night} ${jobId} ${verdict}`);
