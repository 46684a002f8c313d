/**
 * Walks every window of every scope under one bound of concurrency.
 *
 * The first window of each scope goes first: a scope that the service refuses is then known, and not asked for again.
 * Windows of a place that stopped answering come last, when it may answer again; what it leaves unanswered then is holes
 * of this run, which a later one or a repair asks for again. Results come in the order of scopes and windows, whatever
 * the order in which they were read.
 */

import pMap from "p-map";
import type { Hole } from "../../core/hole.ts";
import type { Counts } from "../../core/schema/common.ts";
import { scopeKey } from "../../core/scope.ts";
import { emptyTally, type Tally } from "../../core/tally.ts";
import type { Judgement } from "../../core/verdict.ts";
import type { Window } from "../../core/window.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { Journal } from "../progress/journal.ts";
import { noPieces, type Piece, type SavedPieces } from "../progress/saved-piece.ts";
import { uncovered, unitePieces } from "../progress/unite-pieces.ts";
import type { FailedWork } from "../report/failed-work.ts";
import { mergeGroups } from "../report/group-runs.ts";
import type { Run, Spool } from "../report/spool.ts";
import type { WindowRows } from "../report/window-sink.ts";
import type { WalkResult } from "../walk/walk-result.ts";
import type { WalkDeps } from "../walk/window-walk.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import type { PieceMaking } from "./shared-window.ts";
import { createWalkPatience, type WalkPatience } from "./walk-patience.ts";
import {
  createTaskWalker,
  type ScopeSums,
  type Task,
  type TaskWalker,
  type WalkedScopes,
  type WalkedWindow,
} from "./walk-tasks.ts";

export interface WalkScopesRequest {
  readonly scopes: readonly PlannedScope[];
  readonly span: Window;
  /** Cuts the span of a scope into windows, ascending and without a gap. */
  planWindows(scope: PlannedScope): readonly Window[];
  /** How many jobs a second are likely to be in a window; null where nothing is known. It only says where to begin. */
  densityOf?(scope: PlannedScope, window: Window): number | null;
  judgementOf(scope: PlannedScope): Judgement;
  readonly failedWork: FailedWork;
  readonly fingerprints: PieceMaking["fingerprints"];
  readonly sinkOf?: PieceMaking["sinkOf"];
  readonly concurrency: number;
  /**
   * Whether a worker that has nothing to do may take half of a window. Of answers that break off, more is read then, and
   * how much more depends on who was idle.
   */
  readonly sharing?: boolean;
  /** With places that do not answer. */
  readonly patience?: WalkPatience;
  onWindow(done: number, planned: number): void;
  /** Told how long each window took. */
  onSpent?(scope: PlannedScope, ms: number): void;
  /** Told of every piece when it is whole; without it nothing is saved. */
  readonly journal?: Journal;
  /** What earlier runs left, which is not read again. */
  readonly saved?: SavedPieces;
  /** Told before the first question, where earlier runs left anything. */
  onResume?(resumed: ResumedWalk): void;
}

/** What was done already. */
export interface ResumedWalk {
  /** When it was saved last. */
  readonly savedAt: number;
  /** Windows that need not be read at all. */
  readonly windows: number;
  readonly plannedWindows: number;
  readonly jobs: number;
}

/** How a window was read, or a piece of one. */
export interface WindowReading {
  readonly window: Window;
  readonly walk: Omit<WalkResult<never>, "sink" | "window">;
  readonly counts: Counts;
  /** One line: a `TallyRow`. */
  readonly tally: Run;
  readonly rows: Pick<WindowRows, "findings" | "open" | "recoveries">;
  /** Whether an earlier run read it. */
  readonly takenUp?: boolean;
}

export interface ScopeReading {
  readonly planned: PlannedScope;
  /** Windows that were walked, ascending, each as one piece or more. */
  readonly windows: readonly WindowReading[];
  /** Of all windows: one window's durations and groups are not kept. */
  readonly tally: Tally;
  /** Lines, in the order of fingerprints. */
  readonly groups: readonly Run[];
  readonly holes: readonly Hole[];
  /** Why the whole scope was not read: the service refused it, or nothing of its first window could be decoded. */
  readonly refusal: Refusal | null;
}

export async function walkScopes(
  deps: WalkDeps,
  spool: Spool,
  request: WalkScopesRequest,
  signal: AbortSignal,
): Promise<readonly ScopeReading[]> {
  const { saved = noPieces, patience = createWalkPatience(), span } = request;
  const plans = request.scopes.map((planned) => planScope(planned, request, saved));
  const all = plans.flatMap(({ windows }) => windows);
  tellResumed(request, saved, all);
  const refusalOf = (first: WalkedWindow) => refusedScope(first, span);
  const walker = createTaskWalker(deps, spool, { ...request, patience, refusalOf, total: all.length }, signal);
  const soon = await walker.walk(plans.map(({ windows }) => windows));
  walker.insist();
  const late = await walker.walk(putOff(walker, plans, soon));
  const refusals = new Map([...soon.refusals, ...late.refusals]);
  const readings = byScope([...soon.walked, ...late.walked]);
  const close = async ({ sums }: { readonly sums: ScopeSums }) =>
    refusals.get(sums.planned) ?? closeScope(sums, readings.get(sums.planned) ?? [], spool, signal);
  return pMap(plans, close, { concurrency: 1 });
}

function putOff(walker: TaskWalker, plans: readonly ScopePlan[], { refusals }: WalkedScopes): readonly Task[][] {
  const left = plans.filter(({ sums }) => !refusals.has(sums.planned));
  return left.map(({ windows }) => windows.filter((task) => !walker.isDone(task)));
}

interface ScopePlan {
  readonly sums: ScopeSums;
  readonly windows: readonly Task[];
}

function planScope(
  planned: PlannedScope,
  { planWindows, densityOf = () => null }: WalkScopesRequest,
  saved: SavedPieces,
): ScopePlan {
  const found = saved.of.get(scopeKey(planned.scope)) ?? [];
  const pieces = found.map((piece) => ({ piece, ...piece.reading.window, ordered: piece.reading.walk.ordered }));
  const broken = saved.disordered.has(scopeKey(planned.scope));
  const sums = { planned, read: pieces.length > 0, broken, tally: emptyTally(), groups: [] };
  const tasks = planWindows(planned).map((window) => {
    const isWhole = ({ from, to }: Window) => from === window.from && to === window.to;
    // Where a scope's order is known to be broken, only what was read up to the end of its window is trusted.
    const here = pieces.filter((piece) => isWhole(piece) || (!broken && overlaps(piece, window)));
    const united = unitePieces(window, here).map(({ piece }) => piece);
    return { sums, planned, window, saved: united, density: densityOf(planned, window) };
  });
  return { sums, windows: tasks };
}

function overlaps(a: Window, b: Window): boolean {
  return a.from < b.to && b.from < a.to;
}

function tellResumed(request: WalkScopesRequest, { savedAt }: SavedPieces, tasks: readonly Task[]): void {
  if (savedAt === null) return;
  const done = tasks.filter(({ window, saved }) => uncovered(window, saved.map(windowOf)).length === 0);
  const jobs = tasks.flatMap(({ saved }) => saved).reduce((sum, { reading }) => sum + reading.counts.jobs, 0);
  request.onResume?.({ savedAt, windows: done.length, plannedWindows: tasks.length, jobs });
}

function windowOf({ reading }: Piece): Window {
  return reading.window;
}

async function closeScope(
  { planned, tally, groups }: ScopeSums,
  windows: readonly WindowReading[],
  spool: Spool,
  signal: AbortSignal,
): Promise<ScopeReading> {
  const grouped = { scope: planned.scope, failed: tally.byVerdict.get("failed") ?? 0 };
  const lines = await mergeGroups(groups, grouped, spool, signal);
  const ascending = [...windows].sort((a, b) => a.window.from - b.window.from);
  const holes = ascending.flatMap(({ walk }) => walk.holes);
  return { planned, windows: ascending, tally, groups: lines, holes, refusal: null };
}

function byScope(walked: readonly WalkedWindow[]): ReadonlyMap<PlannedScope, WindowReading[]> {
  const scopes = new Map<PlannedScope, WindowReading[]>();
  for (const { sums, readings } of walked) {
    const windows = scopes.get(sums.planned) ?? [];
    scopes.set(sums.planned, windows);
    windows.push(...readings);
  }
  return scopes;
}

/** What could be read in part is not refused as a whole. */
function refusedScope({ sums, readings }: WalkedWindow, span: Window): ScopeReading | null {
  const { planned, read } = sums;
  const { refusal = null, holes: [hole] = [] } = readings[0]?.walk ?? {};
  if (read || hole === undefined || !isRefusal(refusal)) return null;
  const whole = { ...hole, from: span.from, to: span.to };
  return { planned, windows: [], tally: emptyTally(), groups: [], holes: [whole], refusal };
}
