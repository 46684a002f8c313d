/**
 * Windows: half-open spans of creation time, `[from, to)`, in epoch milliseconds on whole seconds.
 *
 * Half-open so that neighbours share an edge and never a job; whole seconds because the service tells no finer time.
 */

export interface Window {
  readonly from: number;
  readonly to: number;
}

export const secondMs = 1000;

export function isInside(time: number, window: Window): boolean {
  return window.from <= time && time < window.to;
}

/** Cuts a span into windows of `windowMs`, ascending; the last one takes what is left. Empty for an empty span. */
export function splitSpan(span: Window, windowMs: number): Window[] {
  const windows: Window[] = [];
  for (let from = span.from; from < span.to; from += windowMs) {
    windows.push({ from, to: Math.min(from + windowMs, span.to) });
  }
  return windows;
}

/** The same windows, cut once more at each of `cuts` that lies inside of one. */
export function cutWindows(windows: readonly Window[], cuts: readonly number[]): readonly Window[] {
  return windows.flatMap(({ from, to }) => {
    const inside = [...new Set(cuts)].filter((cut) => from < cut && cut < to).sort((a, b) => a - b);
    const edges = [from, ...inside, to];
    return edges.slice(1).map((end, index) => ({ from: edges[index] ?? from, to: end }));
  });
}

/** Two halves that meet on a whole second, or null when the window is one second or less. */
export function halve(window: Window): readonly [Window, Window] | null {
  const seconds = Math.floor((window.to - window.from) / secondMs);
  if (seconds < 2) return null;
  const middle = window.from + Math.floor(seconds / 2) * secondMs;
  return [
    { from: window.from, to: middle },
    { from: middle, to: window.to },
  ];
}

/** The whole second that holds this time. */
export function secondOf(time: number): number {
  return Math.floor(time / secondMs) * secondMs;
}
