/** What was counted in the second before an instant, of two counts: this whole second's and the last one's. */

export interface RateMeter {
  /** Which second of the epoch it is. */
  readonly second: number;
  readonly count: number;
  readonly before: number;
}

export const freshMeter: RateMeter = { second: 0, count: 0, before: 0 };

/** `now` in epoch milliseconds, never less than before. */
export function countOne(meter: RateMeter, now: number): RateMeter {
  const current = metAt(meter, now);
  return { ...current, count: current.count + 1 };
}

/** A second. Of the last whole second its share is taken, as if it had been even. */
export function rateAt(meter: RateMeter, now: number): number {
  const { count, before, second } = metAt(meter, now);
  return count + before * (1 - (now / 1_000 - second));
}

/** In the last whole second: one that is going on would be told differently at each of its moments. */
export function lastSecond(meter: RateMeter, now: number): number {
  return metAt(meter, now).before;
}

function metAt(meter: RateMeter, now: number): RateMeter {
  const second = Math.floor(now / 1_000);
  if (second === meter.second) return meter;
  return { second, count: 0, before: second === meter.second + 1 ? meter.count : 0 };
}
