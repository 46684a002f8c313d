/** Of what happened to an incident in a night, what is to be told: the news, or after a while that it is there still. */

import { shiftNight } from "../night.ts";
import type { Incident, IncidentChange } from "../schema/incidents.ts";
import { type Sighting, severityRank } from "./sighting.ts";
import { sizeOf } from "./size-of.ts";

export interface Told {
  readonly incident: Incident;
  /** Null: nothing was seen of it. */
  readonly change: IncidentChange | null;
}

export interface TellOptions {
  readonly night: string;
  /** After how many nights an open incident is told of again. */
  readonly repeatNights: number;
}

export interface Step {
  /** As it was the night before; null: it opens. */
  readonly before: Incident | null;
  readonly after: Incident;
  readonly sighting: Sighting;
}

/** Recorded and not told is what an inhibited incident does, and that one resolved that nobody was told of, or knows of. */
export function tell(step: Step, { night, repeatNights }: TellOptions): Told {
  const { after, sighting } = step;
  const change = newsOf(step) ?? (isDue(step, shiftNight(night, -repeatNights)) ? "reminded" : continuedOf(step));
  const isTold =
    change !== null &&
    change !== "continued" &&
    after.inhibitedBy === null &&
    sighting.kind !== "outgrown" &&
    (change !== "resolved" || after.toldOn !== null);
  const told = { toldOn: night, toldSize: sizeOf(after.evidence), toldSeverity: after.severity };
  return { change, incident: isTold ? { ...after, ...told } : after };
}

function newsOf({ before, after, sighting }: Step): IncidentChange | null {
  if (before === null) return "opened";
  if (before.state !== after.state) return newState(before, after);
  if (after.state === "resolved") return null;
  if (isUntold(after, sighting)) return "opened";
  if (isThere(sighting) && isWorse(before, after)) return "changed";
  return sighting.kind === "firing" && isTwice(after) ? "changed" : null;
}

/** What it became while another explained it is told when that does so no more. */
function isWorse(before: Incident, { severity, toldSeverity, inhibitedBy }: Incident): boolean {
  const known = inhibitedBy === null ? (toldSeverity ?? before.severity) : before.severity;
  return severityRank(severity) > severityRank(known);
}

/** That one began to flap, or settled without resolving, is a change. */
function newState(before: Incident, after: Incident): IncidentChange {
  if (after.state === "resolved") return "resolved";
  return before.state === "resolved" && after.state === "open" ? "reopened" : "changed";
}

/** It was inhibited since it opened, and is not any more. */
function isUntold({ toldOn, inhibitedBy }: Incident, sighting: Sighting): boolean {
  return toldOn === null && inhibitedBy === null && isThere(sighting);
}

/** Of one that is flapping only that it is more severe is told. */
function isTwice({ state, toldSize, evidence }: Incident): boolean {
  const size = sizeOf(evidence);
  return state === "open" && toldSize !== null && toldSize > 0 && size !== null && size >= 2 * toldSize;
}

function isDue({ after: { state, toldOn, inhibitedBy }, sighting }: Step, last: string): boolean {
  return state === "open" && inhibitedBy === null && toldOn !== null && toldOn <= last && isThere(sighting);
}

function continuedOf({ after, sighting }: Step): IncidentChange | null {
  return after.state !== "resolved" && isThere(sighting) ? "continued" : null;
}

function isThere({ kind }: Sighting): boolean {
  return kind === "firing" || kind === "warm";
}
