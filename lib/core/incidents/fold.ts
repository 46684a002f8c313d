/**
 * Incidents as they stand behind a night, from how they stood before it and what the night's diff signals.
 *
 * Pure: the same diffs in the order of their nights give the same incidents, whoever folds them and however often.
 */

import type { FamilyName } from "../family.ts";
import { compareText } from "../order.ts";
import type { Incident, IncidentEvent, Incidents } from "../schema/incidents.ts";
import { eventId } from "./incident-id.ts";
import { explainedAmong } from "./inhibit.ts";
import { isForgotten, openIncident, progress } from "./progress.ts";
import { type SightedSignals, type Sighting, type Sightings, sightingsIn } from "./sighting.ts";
import { subjectKey } from "./subject.ts";
import { type Step, type Told, tell } from "./tell.ts";

/** So many diffs at most are folded from nothing; what lies before them has no say. */
export const mostFolded = 60;

export interface FoldedDiff {
  readonly family: FamilyName;
  readonly night: string;
  /** Key of the diff's manifest. */
  readonly manifest: string;
  /** Null: the diff has none that can be read. The night is passed over then, and nothing is called quiet. */
  readonly signals: SightedSignals | null;
}

export interface FoldOptions {
  /** After how many nights an open incident is told of again. */
  readonly repeatNights: number;
}

/** A night that is not later than the state is in it already: the state is given back. */
export function foldNight(state: Incidents | null, diff: FoldedDiff, { repeatNights }: FoldOptions): Incidents {
  const { family, night, manifest } = diff;
  if (state !== null && night <= state.night) return state;
  const told = stepsOf(state?.incidents ?? [], diff).map((step) => tell(step, { night, repeatNights }));
  const sorted = told.sort((a, b) => compareText(a.incident.id, b.incident.id));
  return {
    schema: "job-audit/incidents/v1",
    family,
    night,
    folded: [{ night, manifest }, ...(state?.folded ?? [])].slice(0, mostFolded),
    incidents: sorted.map(({ incident }) => incident),
    events: sorted.flatMap((each) => eventOf(each, night)),
  };
}

/** Every incident of the night, with what explains it. */
function stepsOf(incidents: readonly Incident[], { family, night, signals }: FoldedDiff): readonly Step[] {
  const sightings = sightingsIn(signals);
  const kept = incidents.filter((incident) => !isForgotten(incident, night));
  const steps = [
    ...kept.map((before) => stepOf(before, night, sightings)),
    ...newSteps(kept, sightings, { family, night }),
  ];
  const explained = explainedAmong(steps.map(({ after }) => after));
  return steps.map((step) => ({ ...step, after: explained(step.after) }));
}

function stepOf(before: Incident, night: string, sightings: Sightings): Step {
  const sighting = sightings.of(before);
  return { before, after: progress(before, night, sighting), sighting };
}

function newSteps(
  kept: readonly Incident[],
  { firing }: Sightings,
  { family, night }: Pick<FoldedDiff, "family" | "night">,
): readonly Step[] {
  const known = new Set(kept.map(subjectKey));
  const opening = [...firing].filter(([key]) => !known.has(key)).map(([, signal]) => signal);
  return opening.map((signal) => {
    // Stryker disable next-line ObjectLiteral,StringLiteral: of one that opens it only counts that it is not outgrown.
    const sighting: Sighting = { kind: "firing", signal };
    return { before: null, after: openIncident(family, night, signal), sighting };
  });
}

function eventOf({ incident: { id }, change }: Told, night: string): IncidentEvent[] {
  return change === null ? [] : [{ id: eventId(id, night, change), incident: id, change }];
}
