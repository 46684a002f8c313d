/**
 * Queues that answer now: a tag passes for one that the service does not know only while another tag of its queue is
 * answered. What an earlier run or revision was answered says nothing of that, since the queue may be gone by now; where
 * this run had no reason to ask for another tag, it asks for one job of it.
 */

import { holeCause } from "../../core/failure-cause.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { secondMs, type Window } from "../../core/window.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { ScopeReading } from "./walk-scopes.ts";

export interface AnsweringRequest {
  readonly readings: readonly ScopeReading[];
  /** Scopes of the night, those that were not read now too. */
  readonly planned: readonly PlannedScope[];
  readonly span: Window;
  /** Whether it has to be known of the scope's queue. */
  isInQuestion(reading: ScopeReading): boolean;
}

/** By `queueKey`. */
export async function findAnswering(
  ci: CloudInfinite,
  { readings, planned, span, isInQuestion }: AnsweringRequest,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const answering = new Set(readings.filter(isAnsweredNow).map((reading) => queueKey(reading.planned.scope)));
  const asked = new Set(readings.filter(isAskedNow).map((reading) => scopeKey(reading.planned.scope)));
  const sought = new Set(readings.filter(isInQuestion).map((reading) => queueKey(reading.planned.scope)));
  for (const { scope } of planned) {
    const queue = queueKey(scope);
    if (!sought.has(queue) || answering.has(queue) || asked.has(scopeKey(scope))) continue;
    if (await answers(ci, scope, span, signal)) answering.add(queue);
  }
  return answering;
}

export function queueKey({ region, bucket, queueId }: Scope): string {
  return [region, bucket, queueId].join("/");
}

function isAnsweredNow({ windows }: ScopeReading): boolean {
  return windows.some(({ walk, takenUp = false }) => !takenUp && walk.counts.pages > 0);
}

function isAskedNow({ windows, refusal }: ScopeReading): boolean {
  return refusal !== null || windows.some(({ takenUp = false }) => !takenUp);
}

async function answers(ci: CloudInfinite, scope: Scope, span: Window, signal: AbortSignal): Promise<boolean> {
  const bounds = { createdFrom: span.from - secondMs, createdTo: span.to };
  try {
    await ci.listJobs({ scope, ...bounds, order: "Asc", size: 1, token: null }, signal);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (holeCause(error) === null) throw error;
    return false;
  }
}
