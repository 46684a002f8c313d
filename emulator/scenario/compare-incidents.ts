/** Whether the incidents that opened and resolved in a night are those that were planted, and none other. */

import type { TruthIncident } from "./night-truth.ts";

export interface FoundIncident extends Pick<TruthIncident, "tag" | "code" | "why" | "told"> {
  readonly change: string;
  readonly rule: string;
  readonly queueId: string | null;
}

/** `planted`: null if nothing is known of incidents; then there is nothing to compare. */
export function compareIncidents(
  planted: readonly TruthIncident[] | null,
  found: readonly FoundIncident[],
): readonly string[] {
  if (planted === null) return [];
  const left = new Map<string, number>();
  for (const text of planted.map(incidentText)) left.set(text, (left.get(text) ?? 0) + 1);
  for (const text of found.map(incidentText)) left.set(text, (left.get(text) ?? 0) - 1);
  return [...left].flatMap(([text, count]) => {
    if (count === 0) return [];
    return [count > 0 ? `planted and not found: ${text}` : `found and not planted: ${text}`];
  });
}

function incidentText({ change, rule, queueId, tag, code, why, told }: FoundIncident): string {
  const place = [queueId, tag, code].filter((part) => part !== null).join(" / ");
  const cause = why === null ? "" : `, because of ${causeText(why)}`;
  return `${rule} of ${place} ${change}${cause}, ${told ? "which was told" : "of which nobody was told"}`;
}

function causeText(why: NonNullable<FoundIncident["why"]>): string {
  const conditions = Object.entries(why).sort(([one], [other]) => (one < other ? -1 : 1));
  return conditions.map(([attribute, value]) => `${attribute} ${value}`).join(" and ") || "nothing";
}
