/**
 * Of two readings of one window the one that counts: the one that left less of it unread, then the one with fewer
 * holes, then the one that knows more jobs. What is as good stays as it was, and one that knows fewer jobs counts only
 * where it brings to light what nobody was told of.
 *
 * What is read when the service may have forgotten it proves nothing of a hole, so that stays one; but what was read in
 * time before is read, and failures that come to light in the hole are told.
 */

import { isoSpan } from "../../core/instant.ts";
import { holeRow } from "../../core/rows.ts";
import type { Scope } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";
import type { WindowReading } from "../audit/walk-scopes.ts";
import { lengthOf } from "./hole-length.ts";
import type { HoleRow, RecordedScope, RecordedWindow } from "./recorded-night.ts";

/** A window as the next revision tells of it. */
export interface WindowChoice {
  readonly window: Window;
  /** The readings of its pieces that count from now on; null: it stays as it was. */
  readonly taken: readonly WindowReading[] | null;
  /** What is left of it: of the walk, and what the service may have forgotten. */
  readonly holes: readonly HoleRow[];
  readonly forgotten: readonly HoleRow[];
}

export interface ReadScope {
  /** None where the scope was refused, or not asked. */
  readonly readings: readonly WindowReading[];
  /** What the service cannot be shown to remember still; null when it can. */
  readonly forgotten: HoleRow | null;
  /** Jobs of the window that have rows already, which its readings leave out. */
  recordedIn(window: Window): number;
}

/** Of each recorded window of the scope; where none was recorded, of those that were read now. */
export function chooseWindows(recorded: RecordedScope, read: ReadScope, stillForgotten: boolean): WindowChoice[] {
  const { windows, scope } = recorded;
  const choose = (window: RecordedWindow) => chooseWindow(window, recorded, read, stillForgotten);
  if (windows.length > 0) return windows.map(choose);
  const anew = read.readings.map(({ window }) => window);
  const refused = anew.map((window) => ({
    ...window,
    pages: 0,
    jobs: 0,
    holes: clip(recorded.holes.filter(isOfWalk), window),
  }));
  if (!refused.map(choose).some(({ taken }) => taken !== null)) return [];
  return read.readings.map((reading) => {
    const { window } = reading;
    return { window, ...asRead(scope, [reading], read.forgotten, clip(recorded.holes, window)) };
  });
}

function chooseWindow(
  window: RecordedWindow,
  { scope, holes }: RecordedScope,
  read: ReadScope,
  stillForgotten: boolean,
): WindowChoice {
  const late = holes.filter((hole) => stillForgotten && !isOfWalk(hole));
  const before = { window, taken: null, holes: window.holes, forgotten: clip(late, window) };
  const readings = read.readings.filter((reading) => isWithin(reading.window, window));
  if (readings.length === 0) return before;
  const now = asRead(scope, readings, read.forgotten, [...before.holes, ...before.forgotten]);
  const jobs = readings.reduce((sum, { counts }) => sum + counts.jobs, read.recordedIn(window));
  const brings = read.forgotten !== null && hasRows(readings) && unread(now.holes) < unread(before.holes);
  return isBetter({ ...now, jobs, brings }, { ...before, jobs: window.jobs }) ? { window, ...now } : before;
}

/** `before` are the holes there were: of them nothing is proven by what is read too late. */
function asRead(
  scope: Scope,
  taken: readonly WindowReading[],
  lost: HoleRow | null,
  before: readonly HoleRow[],
): Omit<WindowChoice, "window"> {
  const holes = taken.flatMap(({ walk }) => walk.holes.map((hole) => holeRow({ ...scope, ...hole })));
  const isOpen = ({ from, to }: HoleRow) => holes.some((hole) => hole.from <= from && to <= hole.to);
  const unproven = before.filter((hole) => isUnread(hole) && !isOpen(hole));
  const forgotten = lost === null ? [] : unproven.map(({ from, to }) => ({ ...lost, from, to }));
  return { taken, holes, forgotten };
}

/** Rows that were not recorded before. */
function hasRows(readings: readonly WindowReading[]): boolean {
  return readings.some(({ rows }) => rows.findings.length > 0 || rows.open.length > 0);
}

interface Judged extends Pick<WindowChoice, "holes" | "forgotten"> {
  readonly jobs: number;
}

/** `brings`: it tells of jobs in a hole, though others may be forgotten, successes that were counted among them. */
function isBetter(now: Judged & { readonly brings: boolean }, before: Judged): boolean {
  const [newer, older] = [allOf(now), allOf(before)];
  if (now.jobs < before.jobs && !now.brings) return false;
  const order = unread(newer) - unread(older) || lengthOf(newer) - lengthOf(older);
  return (order || (now.brings ? -1 : before.jobs - now.jobs)) < 0;
}

function allOf({ holes, forgotten }: Judged): readonly HoleRow[] {
  return [...holes, ...forgotten];
}

function unread(holes: readonly HoleRow[]): number {
  return lengthOf(holes.filter(isUnread));
}

/** Jobs of a queue that nobody asked for leave nothing of the window unread. */
function isUnread({ cause }: HoleRow): boolean {
  return cause !== "foreign-jobs";
}

function clip(holes: readonly HoleRow[], window: Window): HoleRow[] {
  const { from, to } = isoSpan(window);
  return holes
    .filter((hole) => hole.from < to && hole.to > from)
    .map((hole) => ({ ...hole, from: hole.from > from ? hole.from : from, to: hole.to < to ? hole.to : to }));
}

function isWithin(inner: Window, outer: Window): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

export function isOfWalk({ cause }: HoleRow): boolean {
  return cause !== "beyond-retention";
}
