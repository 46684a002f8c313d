/** When a queue is paused. A job that would start in a pause waits until it ends, and then as long again. */

export interface Pause {
  readonly from: number;
  /** Infinity: it is never resumed. */
  readonly until: number;
}

export interface StateChange {
  readonly at: number;
  readonly state: "Active" | "Paused";
}

/** From changes in order of time. A state that was there already changes nothing. */
export function pausesOf(changes: readonly StateChange[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const { at, state } of changes) {
    const last = pauses.at(-1);
    const paused = last?.until === Number.POSITIVE_INFINITY;
    if (state === "Paused" && !paused) pauses.push({ from: at, until: Number.POSITIVE_INFINITY });
    if (state === "Active" && last && paused) pauses[pauses.length - 1] = { from: last.from, until: at };
  }
  return pauses;
}

/** Infinity: never. */
export function startOfWaiting(
  { createdAt, waitMs }: { readonly createdAt: number; readonly waitMs: number },
  pauses: readonly Pause[],
): number {
  return pauses.reduce(
    (start, { from, until }) => (start >= from && start < until ? until + waitMs : start),
    createdAt + waitMs,
  );
}
