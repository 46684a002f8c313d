/** What a night's incidents have to tell: which events are news for people, and which of them are held back. */

import { compareIncidents } from "../incidents/compare-incidents.ts";
import type { Incident, IncidentChange, Incidents } from "../schema/incidents.ts";
import type { AlertItem } from "./alert-message.ts";
import type { Silence } from "./silence.ts";
import { silenceOf } from "./silence-of.ts";

export interface DueItems {
  /** The most severe first. */
  readonly items: readonly AlertItem[];
  /** News that a silence holds back. */
  readonly silenced: number;
  /** News that another incident explains. */
  readonly inhibited: number;
}

export function dueItems(state: Incidents, silences: readonly Silence[]): DueItems {
  const { night, incidents, events } = state;
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const all = events.flatMap(({ id, incident, change }): AlertItem[] => {
    const of = byId.get(incident);
    return of === undefined ? [] : [{ id, change, incident: of }];
  });
  const news = all.filter(({ change }) => change !== "continued");
  const told = news.filter((item) => item.incident.toldOn === night);
  const spoken = told.filter(({ incident }) => silenceOf(incident, silences, night) === null);
  const inhibited = news.filter(({ incident }) => incident.inhibitedBy !== null).length;
  const items = [...spoken, ...lapsedItems(state, all, silences)].sort(compareItems);
  return { items, silenced: told.length - spoken.length, inhibited };
}

/** What goes on in the first night in which it is silenced no more. */
function lapsedItems(
  { night, folded: [, before] }: Incidents,
  items: readonly AlertItem[],
  silences: readonly Silence[],
): readonly AlertItem[] {
  if (before === undefined) return [];
  const isSilent = (incident: Incident, on: string) => silenceOf(incident, silences, on) !== null;
  return items
    .filter(
      ({ change, incident }) => change === "continued" && incident.inhibitedBy === null && incident.toldOn !== null,
    )
    .filter(({ incident }) => isSilent(incident, before.night) && !isSilent(incident, night))
    .map((item) => ({ ...item, change: "reminded" }));
}

/** What is over comes last, however bad it was. */
function compareItems(a: AlertItem, b: AlertItem): number {
  return Number(isOver(a.change)) - Number(isOver(b.change)) || compareIncidents(a.incident, b.incident);
}

function isOver(change: IncidentChange): boolean {
  return change === "resolved";
}
