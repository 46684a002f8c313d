/**
 * Walks the windows of many scopes under one bound of concurrency, and adds up what they hold by scope as they are done.
 *
 * The first window of a scope goes first; its first page, or its end, lets the others go. A worker that finds no window
 * left takes half of the one that has most jobs left. Windows of a place that does not answer are put off, until the
 * walk insists: then they are asked for, or are holes.
 */

import { addTally, type Tally } from "../../core/tally.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import { noJournal } from "../progress/journal.ts";
import { type Piece, tallyOf } from "../progress/saved-piece.ts";
import type { SortedRuns } from "../report/merge-runs.ts";
import type { Spool } from "../report/spool.ts";
import type { WalkDeps } from "../walk/window-walk.ts";
import { createOpenWindows, type OpenWindow } from "./open-windows.ts";
import { type PieceMaking, type PlannedWindow, shareWindow } from "./shared-window.ts";
import { createTaskQueue, type TaskQueue } from "./task-queue.ts";
import type { WalkPatience } from "./walk-patience.ts";
import type { ScopeReading, WalkScopesRequest, WindowReading } from "./walk-scopes.ts";
import { createWorkPool, type Work } from "./work-pool.ts";

export interface Task extends PlannedWindow {
  readonly sums: ScopeSums;
}

/** What is gathered over the windows of a scope as they are done, in any order. */
export interface ScopeSums {
  readonly planned: PlannedScope;
  /** Whether a page of it was read, by this run or an earlier one. */
  read: boolean;
  /** Whether its list was seen out of order, by either. */
  broken: boolean;
  readonly tally: Tally;
  readonly groups: SortedRuns[];
}

export interface WalkedWindow {
  readonly sums: ScopeSums;
  readonly readings: readonly WindowReading[];
}

export interface WalkedScopes {
  readonly walked: readonly WalkedWindow[];
  /** Scopes whose first window was refused twice: one refusal may be a fault that passes. */
  readonly refusals: ReadonlyMap<PlannedScope, ScopeReading>;
}

export interface TaskWalker {
  /** When one throws, the others are stopped, so that nothing goes on behind a failure. */
  walk(scopes: readonly (readonly Task[])[]): Promise<WalkedScopes>;
  /** Not put off, and not refused. */
  isDone(task: Task): boolean;
  /** From now on nothing is put off. */
  insist(): void;
}

type WalkerRequest = WalkScopesRequest & {
  readonly total: number;
  readonly patience: WalkPatience;
  /** What a scope comes to whose first window came to this; null where it is not refused as a whole. */
  refusalOf(first: WalkedWindow): ScopeReading | null;
};

/** Pages that a walk has left, at the least, for half of it to be worth taking. A choice: fewer are read as soon by one. */
const pagesWorthTaking = 3;

export function createTaskWalker(
  deps: WalkDeps,
  spool: Spool,
  request: WalkerRequest,
  signal: AbortSignal,
): TaskWalker {
  const { patience, total, concurrency, journal = noJournal, sharing = false, sinkOf, ...rest } = request;
  const making: PieceMaking = { ...rest, patience, journal, ...(sinkOf && { sinkOf }) };
  const done = new Set<Task>();
  let insists = false;
  const isSpent = ({ planned }: Task) => patience.spent(planned.scope) !== null;
  // The first window of a scope is asked for alone until it is answered.
  const mayTake = ({ task }: OpenWindow, queue: TaskQueue) =>
    sharing && !queue.isHeld(task) && !task.sums.broken && !isSpent(task);

  async function walk(scopes: readonly (readonly Task[])[]): Promise<WalkedScopes> {
    const queue = createTaskQueue(scopes);
    const open = createOpenWindows({ least: pagesWorthTaking * deps.limits.pageSize, spare: concurrency, close });
    const refusedOnce = new Set<Task>();
    const refusals = new Map<PlannedScope, ScopeReading>();
    const walked: WalkedWindow[] = [];
    const pool = createWorkPool({ concurrency, next }, signal);

    function next(): Work | null {
      const task = queue.take();
      return task === null ? open.takePart((window) => mayTake(window, queue)) : (stop) => begin(task, stop);
    }

    async function begin(task: Task, stop: AbortSignal): Promise<void> {
      done.delete(task);
      if (!insists && isSpent(task)) return queue.letGo(task);
      const onRead = () => {
        open.countPage();
        queue.letGo(task);
        pool.wake();
      };
      const onDisorder = () => {
        task.sums.broken = true;
      };
      const shared = shareWindow(deps, spool, { ...making, ...task, onRead, onDisorder }, stop);
      await open.read({ task, shared, begunAt: journal.now() }, stop);
    }

    async function close({ task, shared, begunAt }: OpenWindow, stop: AbortSignal): Promise<void> {
      const window = await addUp(task.sums, await shared.pieces(), stop);
      const refusal = queue.isHeld(task) ? request.refusalOf(window) : null;
      if (refusal === null) {
        queue.letGo(task);
      } else if (!refusedOnce.has(task)) {
        refusedOnce.add(task);
        return queue.putBack(task);
      } else {
        refusals.set(task.planned, refusal);
      }
      walked.push(window);
      done.add(task);
      request.onSpent?.(task.planned, journal.now() - begunAt);
      request.onWindow(done.size, total);
    }

    await pool.run();
    return { walked, refusals };
  }

  return {
    walk,
    isDone: (task) => done.has(task),
    insist() {
      insists = true;
      patience.renew();
    },
  };
}

async function addUp(sums: ScopeSums, pieces: readonly Piece[], signal: AbortSignal): Promise<WalkedWindow> {
  for (const piece of pieces) {
    addTally(sums.tally, await tallyOf(piece, signal));
    sums.groups.push(...piece.groups);
    sums.read ||= piece.reading.walk.counts.pages > 0;
  }
  return { sums, readings: pieces.map(({ reading }) => reading) };
}
