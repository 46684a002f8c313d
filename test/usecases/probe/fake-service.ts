/** A service that answers the probe's questions from jobs in memory, and otherwise where a test says so. */

import type { Job } from "../../../lib/core/job.ts";
import { parseServiceTime } from "../../../lib/core/service-time.ts";
import type { ListQuestion, NotAnswered, ProbeReply, ServiceProbe } from "../../../lib/ports/service-probe.ts";

type Asked = { readonly list: ListQuestion } | { readonly ids: readonly string[] };

export interface FakeService extends ServiceProbe {
  readonly asked: Asked[];
}

/** `instead` is asked first; null lets the jobs answer. Both ends are counted in. */
export function fakeService(
  jobs: readonly Job[],
  instead: (asked: Asked, index: number) => ProbeReply | null = () => null,
): FakeService {
  const asked: Asked[] = [];
  const answer = async (question: Asked, reply: () => ProbeReply, signal: AbortSignal) => {
    signal.throwIfAborted();
    asked.push(question);
    return instead(question, asked.length - 1) ?? reply();
  };
  const list = (question: ListQuestion, signal: AbortSignal) =>
    answer({ list: question }, () => listed(jobs, question), signal);
  return {
    asked,
    list,
    listOnce: list,
    lookUp: ({ ids }, signal) => answer({ ids }, () => lookedUp(jobs, ids), signal),
  };
}

function listed(all: readonly Job[], { from, to, order, size, token }: ListQuestion): ProbeReply {
  const [first, last] = [parseServiceTime(from) ?? 0, parseServiceTime(to) ?? 0];
  const inside = all.filter(({ createdAt }) => createdAt >= first && createdAt <= last);
  const sorted = [...inside].sort((a, b) => (order === "Asc" ? 1 : -1) * (a.createdAt - b.createdAt));
  const start = Number(token ?? 0);
  const more = start + size < sorted.length;
  return answered(sorted.slice(start, start + size), { nextToken: more ? String(start + size) : null });
}

function lookedUp(all: readonly Job[], ids: readonly string[]): ProbeReply {
  const jobs = all.filter(({ id }) => ids.includes(id));
  return answered(jobs, { unknown: ids.filter((id) => !jobs.some((job) => job.id === id)) });
}

export function answered(
  jobs: readonly Job[],
  more: { readonly nextToken?: string | null; readonly unknown?: readonly string[] } = {},
): ProbeReply {
  return { outcome: "answered", jobs, unknown: [], nextToken: null, requestId: "r1", ...more };
}

export function notAnswered(outcome: NotAnswered["outcome"], change: Partial<NotAnswered> = {}): NotAnswered {
  const usual = {
    refused: { status: 400, code: "InvalidArgument" },
    denied: { status: 403, code: "AccessDenied" },
    failed: { status: null, code: null },
  };
  return { outcome, ...usual[outcome], retryAfterMs: null, requestId: null, reason: `it was ${outcome}`, ...change };
}
