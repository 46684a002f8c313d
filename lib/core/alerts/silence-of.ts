/** Which silence holds for an incident. One that has lapsed, or whose end cannot be read, silences nothing. */

import { isNightName } from "../night.ts";
import type { Incident } from "../schema/incidents.ts";
import type { Regression } from "../schema/regression.ts";
import { type Silence, type SilenceKey, silenceKeys } from "./silence.ts";

export function silenceOf(incident: Incident, silences: readonly Silence[], night: string): Silence | null {
  return silences.find((silence) => !isLapsed(silence, night) && isMatch(silence, incident)) ?? null;
}

export function isLapsed({ until }: Silence, night: string): boolean {
  return !isNightName(until) || until < night;
}

/** A silence that names nothing would silence everything: it matches nothing. */
function isMatch({ match }: Silence, incident: Incident): boolean {
  const named = silenceKeys.filter((key) => match[key] !== undefined);
  return named.length > 0 && named.every((key) => match[key] === valueIn(incident, key));
}

function valueIn(incident: Incident, key: SilenceKey): string | null {
  return key === "code" ? codeOf(incident.evidence) : incident[key];
}

function codeOf(row: Regression): string | null {
  return row.kind === "group" || row.kind === "spike" || row.kind === "input" ? row.code : null;
}
