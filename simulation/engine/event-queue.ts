/**
 * Virtual time: events in the order of their time, those of one time in the order of asking. Time is that of the last
 * event that was taken, and stands still in between.
 */

/** Whoever an event is for: once it is dead, its events never come. */
export interface Owner {
  readonly dead: boolean;
}

interface QueuedEvent {
  cancel(): void;
}

export interface EventQueue {
  /** Epoch milliseconds. */
  now(): number;
  /** A time that has passed is now. */
  at(time: number, run: () => void, owner?: Owner): QueuedEvent;
  /** Moves time to the next event and gives what is to run then; null when nothing is left. */
  take(): (() => void) | null;
}

interface Entry {
  readonly time: number;
  readonly serial: number;
  readonly owner: Owner | undefined;
  run: (() => void) | null;
}

export function createEventQueue(start: number): EventQueue {
  const heap: Entry[] = [];
  let now = start;
  let serial = 0;

  function at(time: number, run: () => void, owner?: Owner): QueuedEvent {
    serial += 1;
    const entry: Entry = { time: Math.max(now, time), serial, owner, run };
    push(heap, entry);
    const cancel = () => {
      entry.run = null;
    };
    return { cancel };
  }

  function take(): (() => void) | null {
    for (let entry = pop(heap); entry !== undefined; entry = pop(heap)) {
      const { run, owner, time } = entry;
      entry.run = null;
      if (run === null || owner?.dead === true) continue;
      now = time;
      return run;
    }
    return null;
  }

  return { now: () => now, at, take };
}

function before(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.serial < b.serial);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent] as Entry;
    if (before(above, entry)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (first !== undefined && last !== undefined && heap.length > 0) sink(heap, last);
  return first;
}

/** Puts `entry` where the first was. */
function sink(heap: Entry[], entry: Entry): void {
  let index = 0;
  for (let child = smallerChild(heap, 0); child < heap.length; child = smallerChild(heap, index)) {
    const below = heap[child] as Entry;
    if (before(entry, below)) break;
    heap[index] = below;
    index = child;
  }
  heap[index] = entry;
}

function smallerChild(heap: readonly Entry[], index: number): number {
  const left = 2 * index + 1;
  const [a, b] = [heap[left], heap[left + 1]];
  return a !== undefined && b !== undefined && before(b, a) ? left + 1 : left;
}
