/**
 * Walks every window of every scope under one bound of concurrency.
 *
 * The first window of each scope goes first: a scope that the service refuses is then known, and not asked for again.
 * Results come in the order of scopes and windows, whatever the order in which they were read.
 */

import pMap from "p-map";
import { ServiceError } from "../../core/errors.ts";
import { holeFrom } from "../../core/failure-cause.ts";
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
  /** The service's refusal of the whole scope, if it refused. */
  readonly refusal: ServiceError | null;
}

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
  const refused = new Map(first.flatMap(({ planned, walk }) => refusalOf(planned, walk.refusal)));
  const others = plans.filter(({ planned }) => !refused.has(planned));
  const rest = await walkAll(others.flatMap(({ planned, windows }) => toTasks(planned, windows.slice(1))));
  return request.scopes.map((planned) => {
    const refusal = refused.get(planned);
    if (refusal !== undefined) return { planned, windows: [], holes: [holeFrom(refusal, request.span)], refusal };
    const windows = [...first, ...rest].filter((reading) => reading.planned === planned);
    return { planned, windows, holes: windows.flatMap(({ walk }) => walk.holes), refusal: null };
  });
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

function refusalOf(planned: PlannedScope, refusal: unknown): [PlannedScope, ServiceError][] {
  return refusal instanceof ServiceError && !refusal.retryable ? [[planned, refusal]] : [];
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
