/** The message that a sink is owed of a night's incidents: of the items that are for it, those that were not sent. */

import type { AlertItem } from "../../core/alerts/alert-message.ts";
import type { SinkDeliveries } from "../../core/alerts/delivery-log.ts";
import { hashOf } from "../../core/incidents/incident-id.ts";
import { severityRank } from "../../core/incidents/sighting.ts";
import type { Severity } from "../../core/schema/signals.ts";
import type { Composed } from "./deliver.ts";
import type { MessageFrame } from "./message-frame.ts";
import type { Recipient } from "./recipient.ts";

export interface AlertParts {
  readonly recipient: Recipient;
  readonly frame: MessageFrame;
  readonly items: readonly AlertItem[];
  /** Whether only what was begun and not sent is owed: the night was told of by an earlier run. */
  readonly onlyBegun: boolean;
}

/** Null when nothing is owed. */
export function composeAlert(parts: AlertParts, deliveries: SinkDeliveries, now: number): Composed | null {
  const { recipient, frame } = parts;
  const items = owedItems(parts, deliveries);
  if (items.length === 0) return null;
  const events = items.map((item) => item.id);
  const id = hashOf([recipient.sink.name, frame.night.family, frame.night.date, ...[...events].sort()]);
  const at = deliveries.firstAt(id) ?? Math.round(now);
  return { message: { ...frame, id, at, sample: false, severity: worstOf(items), items }, events };
}

function owedItems({ recipient, items, onlyBegun }: AlertParts, { sent, open }: SinkDeliveries): readonly AlertItem[] {
  const begun = new Set(open.flatMap(({ events }) => events));
  return items.filter(
    ({ id, incident }) =>
      !sent.has(id) &&
      (!onlyBegun || begun.has(id)) &&
      severityRank(incident.severity) >= severityRank(recipient.severity),
  );
}

function worstOf(items: readonly AlertItem[]): Severity {
  const all = items.map(({ incident }) => incident.severity);
  return all.reduce<Severity>((worst, each) => (severityRank(each) > severityRank(worst) ? each : worst), "info");
}
