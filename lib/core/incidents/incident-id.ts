/** Names of incidents and of what happened to them: made of what they are, so that folding again names them alike. */

import { sha256Hex } from "../hash.ts";
import type { IncidentChange } from "../schema/incidents.ts";
import type { AlertSubject } from "../schema/signals.ts";
import { subjectKey } from "./subject.ts";

/** 64 bits: incidents of one report are thousands. */
const idDigits = 16;

export function incidentId(family: string, subject: AlertSubject, openedOn: string): string {
  return hashOf([family, subjectKey(subject), openedOn]);
}

export function eventId(incident: string, night: string, change: IncidentChange): string {
  return hashOf([incident, night, change]);
}

export function hashOf(parts: readonly string[]): string {
  return sha256Hex(JSON.stringify(parts)).slice(0, idDigits);
}
