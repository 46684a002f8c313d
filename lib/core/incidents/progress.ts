/**
 * One incident, one night on. It resolves after two clean nights and is the same when it comes back soon; one that comes
 * and goes is flapping until it settles. Nights that are warm or blind change nothing.
 */

import { shiftNight } from "../night.ts";
import type { Incident } from "../schema/incidents.ts";
import type { Signal } from "../schema/signals.ts";
import { incidentId } from "./incident-id.ts";
import { type Sighting, severityRank } from "./sighting.ts";
import { subjectOf } from "./subject.ts";

const cleanNightsToResolve = 2;
/** How long a resolved incident is remembered, and how far back switches count. */
const memoryNights = 20;
/** So many switches in those nights make it flapping. */
const flappingSwitches = 4;

export function openIncident(family: string, night: string, signal: Signal): Incident {
  const subject = subjectOf(signal.rule, signal, signal);
  return {
    id: incidentId(family, subject, night),
    ...subject,
    severity: signal.severity,
    state: "open",
    openedOn: night,
    firingOn: night,
    resolvedOn: null,
    clean: 0,
    nights: 1,
    toldOn: null,
    toldSize: null,
    toldSeverity: null,
    switches: [night],
    inhibitedBy: null,
    evidence: signal.evidence,
  };
}

export function progress(incident: Incident, night: string, sighting: Sighting): Incident {
  const seen = see(incident, night, sighting);
  const oldest = shiftNight(night, 1 - memoryNights);
  return settle({ ...seen, switches: seen.switches.filter((date) => date >= oldest), inhibitedBy: null }, night);
}

/** Whether it resolved so long ago that, if the subject fires, that is another incident. */
export function isForgotten({ resolvedOn }: Incident, night: string): boolean {
  return resolvedOn !== null && night > shiftNight(resolvedOn, memoryNights);
}

function see(incident: Incident, night: string, sighting: Sighting): Incident {
  if (sighting.kind === "firing") return fire(incident, night, sighting.signal);
  const isQuiet = sighting.kind === "clean" || sighting.kind === "outgrown";
  if (!isQuiet || incident.state === "resolved") return incident;
  const switches = incident.clean === 0 ? [...incident.switches, night] : incident.switches;
  return { ...incident, clean: incident.clean + 1, switches };
}

function fire(incident: Incident, night: string, { severity, evidence }: Signal): Incident {
  const isBack = incident.state === "resolved";
  const isWorse = isBack || severityRank(severity) > severityRank(incident.severity);
  return {
    ...incident,
    state: isBack ? "open" : incident.state,
    severity: isWorse ? severity : incident.severity,
    firingOn: night,
    resolvedOn: null,
    clean: 0,
    nights: incident.nights + 1,
    // That it is back is told for itself, should that be later.
    ...(isBack && { toldOn: null, toldSize: null, toldSeverity: null }),
    switches: incident.clean > 0 ? [...incident.switches, night] : incident.switches,
    evidence,
  };
}

function settle(incident: Incident, night: string): Incident {
  if (incident.state === "resolved") return incident;
  if (incident.switches.length >= flappingSwitches) return { ...incident, state: "flapping" };
  if (incident.clean < cleanNightsToResolve) return { ...incident, state: "open" };
  return { ...incident, state: "resolved", resolvedOn: night };
}
