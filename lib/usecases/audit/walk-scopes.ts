/**
 * Walks every window of every scope under one bound of concurrency.
 *
 * The first window of each scope goes first: a scope that the service refuses is then known, and not asked for again.
 * Results come in the order of scopes and windows, whatever the order in which they were read.
 */

import pMap from "p-map";
import { ProtocolError, ServiceError } from "../../core/errors.ts";
import type { Hole } from "../../core/hole.ts";
import { linkedAbort } from "../../core/linked-abort.ts";
import type { Counts } from "../../core/schema/common.ts";
import { addTally, countsOf, emptyTally, type Tally } from "../../core/tally.ts";
import type { Judgement } from "../../core/verdict.ts";
import type { Window } from "../../core/window.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { FailedWork } from "../report/failed-work.ts";
import { mergeGroups } from "../report/group-runs.ts";
import type { SortedRuns } from "../report/merge-runs.ts";
import type { Run, Spool } from "../report/spool.ts";
import { createWindowSink, type WindowRows } from "../report/window-sink.ts";
import { type WalkResult, walkWindow } from "../walk/walk-window.ts";
import type { WalkDeps } from "../walk/window-walk.ts";

export interface WalkScopesRequest {
  readonly scopes: readonly PlannedScope[];
  readonly span: Window;
  /** Cuts the span of a scope into windows, ascending and without a gap. */
  planWindows(scope: PlannedScope): readonly Window[];
  judgementOf(scope: PlannedScope): Judgement;
  readonly failedWork: FailedWork;
  readonly concurrency: number;
  onWindow(done: number, planned: number): void;
}

export interface WindowReading {
  readonly window: Window;
  readonly walk: Omit<WalkResult<never>, "sink">;
  readonly counts: Counts;
  readonly rows: Pick<WindowRows, "findings" | "open" | "recoveries">;
}

export interface ScopeReading {
  readonly planned: PlannedScope;
  /** Windows that were walked, ascending. */
  readonly windows: readonly WindowReading[];
  /** Of all windows: one window's durations and groups are not kept. */
  readonly tally: Tally;
  /** Lines, in the order of fingerprints. */
  readonly groups: readonly Run[];
  readonly holes: readonly Hole[];
  /** Why the whole scope was not read: the service refused it, or nothing of its first window could be decoded. */
  readonly refusal: Refusal | null;
}

type Refusal = ServiceError | ProtocolError;

export async function walkScopes(
  deps: WalkDeps,
  spool: Spool,
  request: WalkScopesRequest,
  signal: AbortSignal,
): Promise<readonly ScopeReading[]> {
  const plans = request.scopes.map((planned) => ({ sums: startSums(planned), windows: request.planWindows(planned) }));
  const walkAll = createWalker(
    deps,
    spool,
    { ...request, total: plans.flatMap(({ windows }) => windows).length },
    signal,
  );
  const first = await walkAll(plans.flatMap(({ sums, windows }) => toTasks(sums, windows.slice(0, 1))));
  const refusals = new Map(first.flatMap((reading) => refusalOf(reading, request.span)));
  const others = plans.filter(({ sums }) => !refusals.has(sums.planned));
  const rest = await walkAll(others.flatMap(({ sums, windows }) => toTasks(sums, windows.slice(1))));
  const readings = byScope([...first, ...rest]);
  const close = async ({ sums }: { readonly sums: ScopeSums }) =>
    refusals.get(sums.planned) ?? closeScope(sums, readings.get(sums.planned) ?? [], spool, signal);
  return pMap(plans, close, { concurrency: 1 });
}

/** What is gathered over the windows of a scope as they are done, in any order. */
interface ScopeSums {
  readonly planned: PlannedScope;
  readonly tally: Tally;
  readonly groups: SortedRuns[];
}

function startSums(planned: PlannedScope): ScopeSums {
  return { planned, tally: emptyTally(), groups: [] };
}

async function closeScope(
  { planned, tally, groups }: ScopeSums,
  windows: readonly WindowReading[],
  spool: Spool,
  signal: AbortSignal,
): Promise<ScopeReading> {
  const lines = await mergeGroups(groups, planned.scope, spool, signal);
  const holes = windows.flatMap(({ walk }) => walk.holes);
  return { planned, windows, tally, groups: lines, holes, refusal: null };
}

function byScope(readings: readonly (WindowReading & Task)[]): ReadonlyMap<PlannedScope, WindowReading[]> {
  const scopes = new Map<PlannedScope, WindowReading[]>();
  for (const reading of readings) {
    const { planned } = reading.sums;
    const windows = scopes.get(planned);
    if (windows === undefined) scopes.set(planned, [reading]);
    else windows.push(reading);
  }
  return scopes;
}

/** Walks windows under one bound; when one throws, the others are stopped, so that nothing goes on behind a failure. */
function createWalker(
  deps: WalkDeps,
  spool: Spool,
  request: WalkScopesRequest & { readonly total: number },
  signal: AbortSignal,
) {
  let done = 0;
  const walk = async (task: Task, stop: AbortSignal) => {
    const reading = await walkOne(deps, spool, { ...task, request }, stop);
    done += 1;
    request.onWindow(done, request.total);
    return reading;
  };
  return async (tasks: readonly Task[]) => {
    const stop = linkedAbort(signal);
    try {
      return await pMap(tasks, (task) => walk(task, stop.signal), {
        concurrency: request.concurrency,
        signal: stop.signal,
      });
    } catch (error) {
      stop.abort(error);
      throw error;
    } finally {
      // Of a run of many nights each would listen on.
      stop.abort();
    }
  };
}

interface Task {
  readonly sums: ScopeSums;
  readonly window: Window;
}

function toTasks(sums: ScopeSums, windows: readonly Window[]): Task[] {
  return windows.map((window) => ({ sums, window }));
}

/** An answer of another kind, such as a proxy's page, may be gone with the next window. */
function refusalOf({ sums: { planned }, walk }: WindowReading & Task, span: Window): [PlannedScope, ScopeReading][] {
  const { refusal, holes } = walk;
  const [hole] = holes;
  if (hole === undefined || !isRefusal(refusal)) return [];
  const whole = { ...hole, from: span.from, to: span.to };
  return [[planned, { planned, windows: [], tally: emptyTally(), groups: [], holes: [whole], refusal }]];
}

function isRefusal(error: unknown): error is Refusal {
  if (error instanceof ServiceError) return !error.retryable;
  return error instanceof ProtocolError && !error.foreign;
}

async function walkOne(
  deps: WalkDeps,
  spool: Spool,
  { sums, window, request }: Task & { readonly request: WalkScopesRequest },
  signal: AbortSignal,
): Promise<WindowReading & Task> {
  const { planned } = sums;
  const { scope } = planned;
  const { failedWork } = request;
  const judgement = request.judgementOf(planned);
  const openSink = () => createWindowSink({ scope, judgement, failedWork }, spool, signal);
  const { sink, ...walk } = await walkWindow(deps, { scope, window, openSink }, signal);
  const { tally, groups, ...rows } = await sink.finish();
  addTally(sums.tally, tally);
  sums.groups.push(...groups);
  return { sums, window, walk, counts: countsOf(tally), rows };
}
