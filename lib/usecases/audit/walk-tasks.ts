/**
 * Walks windows under one bound of concurrency, and adds up what they hold by scope as they are done.
 *
 * Windows of a place that does not answer are put off, until the walk insists: then they are asked for, or are holes.
 */

import pMap from "p-map";
import { linkedAbort } from "../../core/linked-abort.ts";
import { addTally, type Tally } from "../../core/tally.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import { noJournal } from "../progress/journal.ts";
import { type Piece, tallyOf } from "../progress/saved-piece.ts";
import type { SortedRuns } from "../report/merge-runs.ts";
import type { Spool } from "../report/spool.ts";
import type { WalkDeps } from "../walk/window-walk.ts";
import type { WalkPatience } from "./walk-patience.ts";
import { type PlannedWindow, walkPlanned } from "./walk-planned.ts";
import type { WalkScopesRequest, WindowReading } from "./walk-scopes.ts";

export interface Task extends PlannedWindow {
  readonly sums: ScopeSums;
}

/** What is gathered over the windows of a scope as they are done, in any order. */
export interface ScopeSums {
  readonly planned: PlannedScope;
  /** Whether a page of it was read, by this run or an earlier one. */
  read: boolean;
  readonly tally: Tally;
  readonly groups: SortedRuns[];
}

export interface WalkedWindow {
  readonly sums: ScopeSums;
  readonly readings: readonly WindowReading[];
}

export interface TaskWalker {
  /** When one throws, the others are stopped, so that nothing goes on behind a failure. */
  walk(tasks: readonly Task[]): Promise<readonly WalkedWindow[]>;
  /** Not put off, and not refused. */
  isDone(task: Task): boolean;
  /** From now on nothing is put off. */
  insist(): void;
}

type WalkerRequest = WalkScopesRequest & { readonly total: number; readonly patience: WalkPatience };

export function createTaskWalker(
  deps: WalkDeps,
  spool: Spool,
  request: WalkerRequest,
  signal: AbortSignal,
): TaskWalker {
  const { patience, total, concurrency } = request;
  const done = new Set<Task>();
  let insists = false;
  const walkOne = async (task: Task, stop: AbortSignal): Promise<WalkedWindow[]> => {
    done.delete(task);
    if (!insists && patience.spent(task.planned.scope) !== null) return [];
    const { journal = noJournal, failedWork, fingerprints, judgementOf, sinkOf } = request;
    const startedAt = journal.now();
    const making = { ...task, patience, journal, failedWork, fingerprints, judgementOf, ...(sinkOf && { sinkOf }) };
    const walked = await addUp(task.sums, await walkPlanned(deps, spool, making, stop), stop);
    done.add(task);
    request.onSpent?.(task.planned, journal.now() - startedAt);
    request.onWindow(done.size, total);
    return [walked];
  };
  return {
    isDone: (task) => done.has(task),
    insist() {
      insists = true;
      patience.renew();
    },
    async walk(tasks) {
      const stop = linkedAbort(signal);
      try {
        const walked = await pMap(tasks, (task) => walkOne(task, stop.signal), { concurrency, signal: stop.signal });
        return walked.flat();
      } catch (error) {
        stop.abort(error);
        throw error;
      } finally {
        // Of a run of many nights each would listen on.
        stop.abort();
      }
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
