/** What a queue shows of its history at one instant. */

import type { EmulatedQueue } from "../world.ts";

export type QueueView = Pick<EmulatedQueue, "state" | "maxSize" | "maxConcurrent" | "notify" | "updatedAt">;

/** Null before it is created and once it is deleted. */
export function queueAt(queue: EmulatedQueue, now: number): QueueView | null {
  if (now < queue.createdAt || (queue.deletedAt !== undefined && now >= queue.deletedAt)) return null;
  return settingsAt(queue, now);
}

/** Also of a queue that is deleted: its jobs can be looked up still. */
export function settingsAt(queue: EmulatedQueue, now: number): QueueView {
  let view: QueueView = queue;
  for (const { at, ...change } of queue.changes ?? []) {
    if (at <= now) view = { ...view, ...change, updatedAt: at };
  }
  return view;
}
