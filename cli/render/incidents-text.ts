/** Incidents for the terminal: each with what it is of, since when, and why. */

import { worstWords } from "../../lib/core/diff/worst-line.ts";
import { type Names, operationTitle } from "../../lib/core/names.ts";
import { safeText } from "../../lib/core/safe-text.ts";
import type { Regression } from "../../lib/core/schema/regression.ts";
import { whySentence } from "../../lib/core/why/why-words.ts";
import { amount } from "../../lib/core/words.ts";
import type { StandingIncident } from "../read-standing.ts";
import type { Look } from "./look.ts";
import { shortFingerprint } from "./short-fingerprint.ts";
import { hangText } from "./wrap.ts";

interface ShownIncidents {
  readonly family: string;
  readonly night: string;
  readonly incidents: readonly StandingIncident[];
  readonly names: Names;
}

export function incidentsText({ family, night, incidents, names }: ShownIncidents, look: Look): string {
  const live = incidents.filter(({ state }) => state !== "resolved").length;
  const head = `${amount(live, "open incident")} of ${family} jobs behind ${night}`;
  const blocks = incidents.map((incident) => incidentText(incident, names, look));
  return [look.colours.strong(head), ...blocks].map((block) => `${block}\n`).join("\n");
}

export function incidentText(incident: StandingIncident, names: Names, look: Look): string {
  const { severity, rule, state } = incident;
  const grade = state === "open" ? severity : `${severity}, ${state}`;
  const title = `${rule} (${grade}): ${subjectText(incident, names)}`;
  const lines = [sinceText(incident), evidenceText(incident.evidence, names), ...heldBackText(incident)];
  const paint = state !== "resolved" && severity === "critical" ? look.colours.bad : look.colours.strong;
  return [
    paint(hangText(safeText(title), look.columns, "")),
    ...lines.map((line) => hangText(safeText(line), look.columns, "  ")),
  ].join("\n");
}

/** Not yet safe to show. */
export function subjectText(
  { bucket, queueId, tag, operation, fingerprint }: StandingIncident,
  { queueNames, templateNames }: Names,
): string {
  const queue = queueId === null ? null : (queueNames.get(queueId) ?? queueId);
  const place = queue === null ? [bucket] : [queue, tag];
  const title = operation === null ? null : operationTitle(operation, templateNames);
  const group = fingerprint === null ? null : shortFingerprint(fingerprint);
  return [...place, title, group].filter((part) => part !== null).join(" / ");
}

function sinceText({ id, openedOn, firingOn, nights, resolvedOn }: StandingIncident): string {
  const end = resolvedOn === null ? "" : `, resolved ${resolvedOn}`;
  return `${id}: since ${openedOn}, fired in ${amount(nights, "night")}, last in ${firingOn}${end}`;
}

function evidenceText(row: Regression, { templateNames }: Names): string {
  const why = row.kind === "spike" && row.why !== null ? `; ${whySentence(row.why, "en", templateNames)}` : "";
  return `${worstWords(row, templateNames)}${why}`;
}

function heldBackText({ inhibitedBy, silence }: StandingIncident): readonly string[] {
  return [
    ...(inhibitedBy === null ? [] : [`not told of: ${inhibitedBy} explains it`]),
    ...(silence === null ? [] : [`silenced by ${silence.owner} up to ${silence.until}: ${silence.reason}`]),
  ];
}
