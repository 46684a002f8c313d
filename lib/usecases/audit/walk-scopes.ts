/**
 * Walks every window of every scope under one bound of concurrency.
 *
 * The first window of each scope goes first: a scope that the service refuses is then known, and not asked for again.
 * Results come in the order of scopes and windows, whatever the order in which they were read.
 */

import pMap from "p-map";
import { ProtocolError, ServiceError } from "../../core/errors.ts";
import type { Hole } from "../../core/hole.ts";
import type { Judgement } from "../../core/verdict.ts";
import type { Window } from "../../core/window.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { Spool } from "../report/spool.ts";
import { createWindowSink, type WindowRows } from "../report/window-sink.ts";
import { type WalkResult, walkWindow } from "../walk/walk-window.ts";
import type { WalkDeps } from "../walk/window-walk.ts";

export interface WalkScopesRequest {
  readonly scopes: readonly PlannedScope[];
  readonly span: Window;
  /** Cuts the span of a scope into windows, ascending and without a gap. */
  planWindows(scope: PlannedScope): readonly Window[];
  judgementOf(scope: PlannedScope): Judgement;
  readonly concurrency: number;
  onWindow(done: number, planned: number): void;
}

export interface WindowReading {
  readonly window: Window;
  readonly walk: Omit<WalkResult<never>, "sink">;
  readonly rows: WindowRows;
}

export interface ScopeReading {
  readonly planned: PlannedScope;
  /** Windows that were walked, ascending. */
  readonly windows: readonly WindowReading[];
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
  const plans = request.scopes.map((planned) => ({ planned, windows: request.planWindows(planned) }));
  const walkAll = createWalker(
    deps,
    spool,
    { ...request, total: plans.flatMap(({ windows }) => windows).length },
    signal,
  );
  const first = await walkAll(plans.flatMap(({ planned, windows }) => toTasks(planned, windows.slice(0, 1))));
  const refusals = new Map(first.flatMap(refusalOf));
  const others = plans.filter(({ planned }) => !refusals.has(planned));
  const rest = await walkAll(others.flatMap(({ planned, windows }) => toTasks(planned, windows.slice(1))));
  const readings = byScope([...first, ...rest]);
  return request.scopes.map((planned) => {
    const refused = refusals.get(planned);
    if (refused !== undefined) {
      const holes = [{ ...refused.hole, from: request.span.from, to: request.span.to }];
      return { planned, windows: [], holes, refusal: refused.refusal };
    }
    const windows = readings.get(planned) ?? [];
    return { planned, windows, holes: windows.flatMap(({ walk }) => walk.holes), refusal: null };
  });
}

function byScope(readings: readonly (WindowReading & Task)[]): ReadonlyMap<PlannedScope, WindowReading[]> {
  const scopes = new Map<PlannedScope, WindowReading[]>();
  for (const reading of readings) {
    const windows = scopes.get(reading.planned);
    if (windows === undefined) scopes.set(reading.planned, [reading]);
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
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  let done = 0;
  const walk = async (task: Task) => {
    const reading = await walkOne(deps, spool, { ...task, judgement: request.judgementOf(task.planned) }, both);
    done += 1;
    request.onWindow(done, request.total);
    return reading;
  };
  return async (tasks: readonly Task[]) => {
    try {
      return await pMap(tasks, walk, { concurrency: request.concurrency, signal: both });
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };
}

interface Task {
  readonly planned: PlannedScope;
  readonly window: Window;
}

function toTasks(planned: PlannedScope, windows: readonly Window[]): Task[] {
  return windows.map((window) => ({ planned, window }));
}

/** An answer of another kind, such as a proxy's page, may be gone with the next window. */
function refusalOf({ planned, walk }: WindowReading & Task): [PlannedScope, { refusal: Refusal; hole: Hole }][] {
  const { refusal, holes } = walk;
  const [hole] = holes;
  if (hole === undefined) return [];
  if (refusal instanceof ServiceError && !refusal.retryable) return [[planned, { refusal, hole }]];
  return refusal instanceof ProtocolError && !refusal.foreign ? [[planned, { refusal, hole }]] : [];
}

async function walkOne(
  deps: WalkDeps,
  spool: Spool,
  { planned, window, judgement }: Task & { readonly judgement: Judgement },
  signal: AbortSignal,
): Promise<WindowReading & Task> {
  const { scope } = planned;
  const openSink = () => createWindowSink({ scope, judgement }, spool, signal);
  const { sink, ...walk } = await walkWindow(deps, { scope, window, openSink }, signal);
  return { planned, window, walk, rows: await sink.finish() };
}
