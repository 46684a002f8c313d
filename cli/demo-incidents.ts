/** What became of incidents in a night, as kept behind it, with what of that reached the receiver. */

import type { FoundIncident } from "../emulator/scenario/compare-incidents.ts";
import type { AlertMessage } from "../lib/core/alerts/alert-message.ts";
import type { Incident, IncidentEvent, Incidents } from "../lib/core/schema/incidents.ts";

/** That one goes on is no news. */
export function foundIncidents(
  { incidents, events }: Pick<Incidents, "incidents" | "events">,
  messages: readonly AlertMessage[],
): readonly FoundIncident[] {
  const told = new Set(messages.flatMap(({ items }) => items.map(({ id }) => id)));
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  return events.flatMap((event) => {
    const incident = byId.get(event.incident);
    if (incident === undefined || event.change === "continued") return [];
    return [foundIncident(incident, event, told.has(event.id))];
  });
}

function foundIncident(incident: Incident, { change }: IncidentEvent, told: boolean): FoundIncident {
  const { rule, queueId, tag, evidence } = incident;
  const code = incident.fingerprint !== null && evidence.kind === "group" ? evidence.code : null;
  return { change, rule, queueId, tag, code, told, why: change === "opened" ? causeOf(incident) : null };
}

function causeOf({ evidence }: Incident): FoundIncident["why"] {
  if (evidence.kind !== "spike" || evidence.why === null) return null;
  const { rule } = evidence.why;
  return Object.fromEntries((rule?.conditions ?? []).map(({ attribute, value }) => [attribute, value]));
}
