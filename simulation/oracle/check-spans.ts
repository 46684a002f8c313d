/** Promise 1: the spans of nights are their days, and meet; each is judged when its day is over and settled. */

import { localDay, shiftDate } from "../local-day.ts";
import type { Violation } from "../played.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";

export function* checkSpans({ nights }: Evidence): Generator<Violation> {
  for (const { audited } of nights) for (const each of audited) yield* checkSpan(each);
  for (const { date, last } of nights) {
    const next = nights.find((night) => night.date === shiftDate(date, 1))?.last;
    if (next !== undefined && next.span.from !== last.span.to)
      yield violation("1", `${last.name} ends at ${iso(last.span.to)}, ${next.name} begins at ${iso(next.span.from)}`);
  }
}

function* checkSpan({ name, run, span, revision, asOf }: Audited): Generator<Violation> {
  const { timeZone, night, previous } = revision.manifest;
  const day = localDay(night, timeZone);
  if (run.settings.length === 0)
    yield violation("1", `${name} is judged at ${iso(asOf)} in ${timeZone}, which no settings of then say`);
  if (span.to < span.from) yield violation("1", `${name} ends before it begins`);
  // An edge that is not the day's is one of the nights around it: that they meet is checked there.
  if (span.from !== day.from && previous === null && span.to === day.to)
    yield violation("1", `${name} begins at ${iso(span.from)}, its day at ${iso(day.from)}`);
  if (asOf > run.to) yield violation("1", `${name} is judged at ${iso(asOf)}, after its commit at ${iso(run.to)}`);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
