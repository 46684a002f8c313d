/**
 * What a run took, counted from what it tells: requests by their kind, and the time of its steps. Numbers of a process and
 * not of a night, so that no report holds them.
 */

import type { RunEvent, RunStep } from "../run-event.ts";

export interface RequestCounts {
  readonly requests: number;
  readonly retries: number;
  readonly throttled: number;
  readonly failed: number;
}

export interface RunNumbers {
  readonly requests: ReadonlyMap<string, RequestCounts>;
  readonly stepMs: ReadonlyMap<RunStep, number>;
  /** Of the audit from its plan to its commit; null when it did not come to that. */
  readonly durationMs: number | null;
  readonly resumedWindows: number;
}

export interface RunTally {
  tell(event: RunEvent): void;
  /** What came since it was taken last: of one night after another, each gets its own. */
  take(): RunNumbers;
}

/** With the requests of other instances. Times stay those of the run itself: instances work side by side. */
export function withRequests(run: RunNumbers, others: readonly (readonly [string, RequestCounts])[]): RunNumbers {
  const requests = new Map(run.requests);
  for (const [operation, more] of others) addCounts(requests, operation, more);
  return { ...run, requests };
}

const none: RequestCounts = { requests: 0, retries: 0, throttled: 0, failed: 0 };

export function createRunTally(): RunTally {
  let state = createNumbers();
  return {
    tell(event) {
      if (event.event === "request") addRequest(state.requests, event);
      if (event.event === "step-ended") add(state.stepMs, event.step, event.durationMs);
      if (event.event === "committed") state.durationMs = event.durationMs;
      if (event.event === "progress-resumed") state.resumedWindows = event.windows;
    },
    take() {
      const taken = state;
      state = createNumbers();
      return taken;
    },
  };
}

function createNumbers() {
  return {
    requests: new Map<string, RequestCounts>(),
    stepMs: new Map<RunStep, number>(),
    durationMs: null as number | null,
    resumedWindows: 0,
  };
}

function addRequest(
  requests: Map<string, RequestCounts>,
  { operation, tries, throttled, failed }: Extract<RunEvent, { event: "request" }>,
): void {
  addCounts(requests, operation, { requests: tries, retries: tries - 1, throttled, failed: failed ? 1 : 0 });
}

function addCounts(requests: Map<string, RequestCounts>, operation: string, more: RequestCounts): void {
  const before = requests.get(operation) ?? none;
  requests.set(operation, {
    requests: before.requests + more.requests,
    retries: before.retries + more.retries,
    throttled: before.throttled + more.throttled,
    failed: before.failed + more.failed,
  });
}

function add(steps: Map<RunStep, number>, step: RunStep, ms: number): void {
  steps.set(step, (steps.get(step) ?? 0) + ms);
}
