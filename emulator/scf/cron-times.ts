/**
 * When a timer is due: the instants whose local time is one of its expression's.
 *
 * Where clocks are put back, a local time comes twice: a timer whose hours are named is due the first time only. Where they
 * are put forward, local times are left out: such a timer is due as long after the change as its time would have been.
 * One whose hour is `*` follows the clock through both. The vendor says nothing of this; its own zone has no such changes.
 */

import { tzOffset } from "@date-fns/tz";
import type { Cron } from "./cron.ts";

/** Epoch milliseconds; not the first instant, but the last. */
export interface DueSpan {
  readonly after: number;
  readonly until: number;
}

const daySeconds = 86_400;
/** Two days hold the effects of any change of clocks, even one across the date line. */
const lookBackSeconds = 2 * daySeconds;

/** Epoch milliseconds, ascending. */
export function dueTimes(cron: Cron, zone: string, { after, until }: DueSpan): readonly number[] {
  const from = Math.floor(after / 1000) + 1;
  const to = Math.floor(until / 1000) + 1;
  const due = new Set<number>();
  for (const stretch of stretchesOf(zone, from - lookBackSeconds, to)) {
    for (const time of dueIn(cron, stretch, { from, to })) due.add(time);
  }
  return [...due].sort((a, b) => a - b).map((time) => time * 1000);
}

/** Epoch seconds, from the first to before the last. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A span in which the clocks of a zone are not changed. */
interface Stretch extends Span {
  /** Seconds that local time is ahead of UTC, here and before. */
  readonly offset: number;
  readonly before: number;
}

function* dueIn(cron: Cron, { from, to, offset, before }: Stretch, within: Span): Iterable<number> {
  const change = cron.everyHour ? 0 : offset - before;
  const leftOut = clip({ from, to: from + Math.max(0, change) }, within);
  for (const local of localTimes(cron, shift(leftOut, before))) yield local - before;
  const first = clip({ from: from + Math.max(0, -change), to }, within);
  for (const local of localTimes(cron, shift(first, offset))) yield local - offset;
}

function clip(span: Span, within: Span): Span {
  return { from: Math.max(span.from, within.from), to: Math.min(span.to, within.to) };
}

function shift({ from, to }: Span, seconds: number): Span {
  return { from: from + seconds, to: to + seconds };
}

function* stretchesOf(zone: string, from: number, to: number): Iterable<Stretch> {
  let begin = from;
  let offset = offsetAt(zone, from);
  let before = offset;
  for (let known = from; known < to; ) {
    const ahead = Math.min(known + daySeconds, to);
    if (offsetAt(zone, ahead) !== offset) {
      const change = changeBetween(zone, known, ahead);
      yield { from: begin, to: change, offset, before };
      begin = change;
      before = offset;
      offset = offsetAt(zone, change);
      known = change;
    } else {
      known = ahead;
    }
  }
  yield { from: begin, to, offset, before };
}

/** The first second with another offset than that at `from`. */
function changeBetween(zone: string, from: number, to: number): number {
  const offset = offsetAt(zone, from);
  let same = from;
  let other = to;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(zone, middle) === offset) same = middle;
    else other = middle;
  }
  return other;
}

function offsetAt(zone: string, second: number): number {
  return Math.round(tzOffset(zone, new Date(second * 1000)) * 60);
}

/** Local times as if they were UTC. */
function* localTimes(cron: Cron, span: Span): Iterable<number> {
  for (let day = Math.floor(span.from / daySeconds) * daySeconds; day < span.to; day += daySeconds) {
    if (!isDay(cron, new Date(day * 1000))) continue;
    for (const hour of startsIn(span, { begin: day, values: cron.hours, unit: 3600 })) {
      for (const minute of startsIn(span, { begin: hour, values: cron.minutes, unit: 60 })) {
        yield* startsIn(span, { begin: minute, values: cron.seconds, unit: 1 });
      }
    }
  }
}

interface Units {
  readonly begin: number;
  readonly values: readonly number[];
  /** Seconds. */
  readonly unit: number;
}

/** Where those units begin that have any part in the span. */
function startsIn({ from, to }: Span, { begin, values, unit }: Units): readonly number[] {
  return values.map((value) => begin + value * unit).filter((start) => start + unit > from && start < to);
}

function isDay({ years, months, days, weekdays }: Cron, date: Date): boolean {
  if (!years.includes(date.getUTCFullYear()) || !months.includes(date.getUTCMonth() + 1)) return false;
  const isOneOfDays = days?.includes(date.getUTCDate()) ?? false;
  const isOneOfWeekdays = weekdays?.includes(date.getUTCDay()) ?? false;
  return isOneOfDays || isOneOfWeekdays || (days === null && weekdays === null);
}
