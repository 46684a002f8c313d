/** The order in which incidents are told, wherever they are: one for messages and for lists. */

import { compareText } from "../order.ts";
import type { Incident } from "../schema/incidents.ts";
import { alertRules } from "../schema/signals.ts";
import { severityRank } from "./sighting.ts";
import { sizeOf } from "./size-of.ts";
import { subjectKey } from "./subject.ts";

/** The most severe first; of equal ones by their rules, then the largest, then by what they are of. */
export function compareIncidents(a: Incident, b: Incident): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    alertRules.indexOf(a.rule) - alertRules.indexOf(b.rule) ||
    (sizeOf(b.evidence) ?? 0) - (sizeOf(a.evidence) ?? 0) ||
    compareText(subjectKey(a), subjectKey(b))
  );
}
