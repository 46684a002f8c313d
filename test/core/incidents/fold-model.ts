/**
 * What becomes of one subject, worked out anew each night from all that was seen of it. It knows the rules as they are
 * written down for people, and keeps nothing from night to night but what was told.
 */

import type { IncidentChange } from "../../../lib/core/schema/incidents.ts";
import type { Severity } from "../../../lib/core/schema/signals.ts";

export type Sight =
  | { readonly kind: "fire"; readonly severity: Severity; readonly size: number }
  | { readonly kind: "warm" | "blind" | "clean" | "unreadable" };

interface Seen {
  readonly state: "open" | "resolved" | "flapping" | null;
  readonly change: IncidentChange | null;
}

const grades: readonly Severity[] = ["info", "warning", "critical"];

export function modelOf(sights: readonly Sight[], repeatNights: number): readonly Seen[] {
  const seen: Seen[] = [];
  let start = 0;
  let told = { on: -1, size: 0 };
  for (let night = 0; night < sights.length; night += 1) {
    const before = stateOf(sights, start, night - 1);
    const over = resolvedOn(seen);
    if (before === "resolved" && over !== null && night > over + 20) start = night;
    const was = stateOf(sights, start, night - 1);
    const is = stateOf(sights, start, night);
    const change = changeOf({ sights, start, night, was, is, told, repeatNights });
    const size = lastSize(sights, night);
    if (change !== null && change !== "continued") told = { on: night, size };
    seen.push({ state: is, change });
  }
  return seen;
}

/** From what was certain alone: nights that fired and nights that were clean. */
function stateOf(sights: readonly Sight[], start: number, night: number): Seen["state"] {
  const certain = sights
    .map((sight, at) => ({ fires: sight.kind === "fire", isClean: sight.kind === "clean", at }))
    .filter(({ fires, isClean, at }) => at >= start && at <= night && (fires || isClean));
  const begun = certain.findIndex(({ fires }) => fires);
  if (begun === -1) return null;
  const own = certain.slice(begun);
  const switches = own.filter(({ fires, at }, index) => fires !== (own[index - 1]?.fires ?? false) && at > night - 20);
  if (switches.length >= 4) return "flapping";
  const lastFire = own.map(({ fires }) => fires).lastIndexOf(true);
  return own.length - 1 - lastFire >= 2 ? "resolved" : "open";
}

function resolvedOn(seen: readonly Seen[]): number | null {
  const at = seen.map(({ change }) => change).lastIndexOf("resolved");
  return at === -1 ? null : at;
}

interface Moment {
  readonly sights: readonly Sight[];
  readonly start: number;
  readonly night: number;
  readonly was: Seen["state"];
  readonly is: Seen["state"];
  readonly told: { readonly on: number; readonly size: number };
  readonly repeatNights: number;
}

function changeOf(moment: Moment): IncidentChange | null {
  const { sights, night, was, is, told, repeatNights } = moment;
  const sight = sights[night];
  if (is === null) return null;
  if (was === null) return "opened";
  if (was !== is) {
    if (is === "resolved") return "resolved";
    return was === "resolved" && is === "open" ? "reopened" : "changed";
  }
  if (is === "resolved") return null;
  if (sight?.kind === "fire") {
    if (grades.indexOf(sight.severity) > peak(moment)) return "changed";
    if (is === "open" && sight.size >= 2 * told.size) return "changed";
  }
  if (sight?.kind !== "fire" && sight?.kind !== "warm") return null;
  return is === "open" && night - told.on >= repeatNights ? "reminded" : "continued";
}

/** The gravest grade since it opened, or opened again, up to the night before. */
function peak({ sights, start, night }: Moment): number {
  let from = start;
  for (let at = start + 1; at < night; at += 1)
    if (stateOf(sights, start, at - 1) === "resolved" && stateOf(sights, start, at) !== "resolved") from = at;
  const fired = sights.slice(from, night).filter((sight) => sight.kind === "fire");
  return Math.max(...fired.map(({ severity }) => grades.indexOf(severity)));
}

function lastSize(sights: readonly Sight[], night: number): number {
  const fired = sights.slice(0, night + 1).filter((sight) => sight.kind === "fire");
  return fired.at(-1)?.size ?? 0;
}
