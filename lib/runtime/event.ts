/**
 * Events of the functions: a timer's, as the platform sends it, or a night by its date, as people and the other
 * function send it. Of anything else no more is told than what kind of thing it is.
 */

import * as z from "zod";
import { EventError } from "../core/errors.ts";
import { type FamilyName, families } from "../core/family.ts";
import { isNightName } from "../core/night.ts";

/** `at` is when the timer fired, epoch milliseconds: a retry hours later still has it. */
export interface TimerEvent {
  readonly kind: "timer";
  readonly at: number;
}

export interface NightEvent {
  readonly kind: "night";
  readonly date: string;
  /** Null: all that are configured. */
  readonly family: FamilyName | null;
}

/** An empty event. */
export interface NewestEvent {
  readonly kind: "newest";
}

/** Nights can be counted from there in either direction, and no timer that works tells another year. */
const firstTime = Date.UTC(2000, 0, 1);
const endOfTimes = Date.UTC(2100, 0, 1);

function isSoundTime(text: string): boolean {
  const at = Date.parse(text);
  return at >= firstTime && at < endOfTimes;
}

function isSoundNight(text: string): boolean {
  return isNightName(text) && isSoundTime(text);
}

const timer = z
  .looseObject({ Type: z.literal("Timer"), Time: z.iso.datetime({ offset: true }).refine(isSoundTime) })
  .transform(({ Time }): TimerEvent => ({ kind: "timer", at: Date.parse(Time) }));

const familyNames = Object.keys(families) as [FamilyName];
const night = z
  .strictObject({ date: z.string().refine(isSoundNight), family: z.enum(familyNames).nullable().default(null) })
  .transform(({ date, family }): NightEvent => ({ kind: "night", date, family }));

const timerOrNight = z.union([timer, night]);
const empty = z.union([z.null(), z.undefined(), z.literal(""), z.strictObject({})]);

/** Throws `EventError`. */
export function decodeAuditEvent(event: unknown): TimerEvent | NightEvent {
  const parsed = timerOrNight.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new EventError(`Cannot audit: ${expected}; seen: ${describe(event)}`);
}

/** Throws `EventError`. */
export function decodeDiffEvent(event: unknown, what = "diff"): TimerEvent | NightEvent | NewestEvent {
  if (empty.safeParse(event).success) return { kind: "newest" };
  const parsed = timerOrNight.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new EventError(`Cannot ${what}: ${expected}, or an empty one; seen: ${describe(event)}`);
}

const expected = `expected a timer's event, { "Type": "Timer", "Time": "2026-11-21T18:30:00Z", … }, or { "date": "2026-11-20" } with or without { "family": "${familyNames[0]}" }, of the years 2000 to 2099`;

/** Names of keys that are plain words: events of other triggers carry credentials. */
function describe(event: unknown): string {
  if (event === null || event === undefined) return "nothing";
  if (Array.isArray(event)) return `a list of ${event.length}`;
  if (!(event instanceof Object)) return `a ${typeof event}`;
  const names = Object.keys(event).filter((name) => /^[A-Za-z]{1,20}$/.test(name));
  return `an object with ${names.slice(0, 5).join(", ") || "no known key"}`;
}
