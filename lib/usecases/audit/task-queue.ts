/** Windows in the order in which they are begun: the first of each scope, and the others once that scope is let go. */

import type { Task } from "./walk-tasks.ts";

export interface TaskQueue {
  take(): Task | null;
  /** The scope of its first window answers, or is to be tried further: its other windows may be begun. */
  letGo(first: Task): void;
  /** Whether it is the first window of a scope that was not let go. */
  isHeld(task: Task): boolean;
  /** To be begun once more, behind all others. */
  putBack(task: Task): void;
}

export function createTaskQueue(scopes: readonly (readonly Task[])[]): TaskQueue {
  const held = new Map(scopes.flatMap(([first, ...rest]) => (first === undefined ? [] : [[first, rest] as const])));
  // A set keeps the order, and gives up its first in no time.
  const queue = new Set(held.keys());
  return {
    take() {
      const [next = null] = queue;
      if (next !== null) queue.delete(next);
      return next;
    },
    letGo(first) {
      for (const task of held.get(first) ?? []) queue.add(task);
      held.delete(first);
    },
    isHeld: (task) => held.has(task),
    putBack: (task) => void queue.add(task),
  };
}
