/** Tells every sink what it has not been told of one night, one sink after the other. */

import { dueItems } from "../../core/alerts/due-items.ts";
import type { NightName } from "../../core/key.ts";
import type { Incidents } from "../../core/schema/incidents.ts";
import { type AlertParts, composeAlert } from "./compose-alert.ts";
import { type Delivery, deliver, type Outgoing } from "./deliver.ts";
import { createDeliveryRecord } from "./delivery-record.ts";
import { readMessageFrame } from "./message-frame.ts";
import type { NightRun } from "./night-run.ts";

export interface ToldNight {
  readonly incidents: Incidents;
  /** Whether only what was begun and not sent is to be sent. */
  readonly onlyBegun: boolean;
}

export async function deliverNight(
  run: NightRun,
  { incidents, onlyBegun }: ToldNight,
  signal: AbortSignal,
): Promise<readonly Delivery[]> {
  const { deps, request } = run;
  const { items } = dueItems(incidents, request.silences);
  if (items.length === 0) return [];
  const name: NightName = { family: incidents.family, date: incidents.night };
  const read = () => readMessageFrame(deps.store, { name, incidents, pageBase: request.pageBase }, signal);
  const deliveries: Delivery[] = [];
  for (const recipient of deps.recipients) {
    const sending = async () => deliverTo(run, { recipient, frame: await read(), items, onlyBegun }, signal);
    const delivery = await sending().catch((error) => {
      if (!signal.aborted) throw error;
      return onlyBegun ? null : late(recipient.sink.name, name.date, items.length);
    });
    if (delivery !== null) deliveries.push(delivery);
  }
  return deliveries;
}

/** Time that is up leaves the sink to the next run. */
function late(sink: string, night: string, items: number): Delivery {
  return { sink, night, message: null, items, reason: "The run's time was up", logged: false };
}

function deliverTo({ deps, problems }: NightRun, parts: AlertParts, signal: AbortSignal): Promise<Delivery | null> {
  const { log, clock, nameRun } = deps;
  const { frame, onlyBegun } = parts;
  const { sink } = parts.recipient;
  const onProblem = (problem: string) => void problems.push(problem);
  const record = createDeliveryRecord({ log, clock, sink: sink.name, name: frame.night, onProblem });
  const compose: Outgoing["compose"] = (deliveries, now) => composeAlert(parts, deliveries, now);
  return deliver({ record, clock, run: nameRun() }, { sink, onlyBegun, compose }, signal);
}
