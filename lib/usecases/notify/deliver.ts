/**
 * Tells one sink what it has not been told of a night: at least once, and of runs that race by one of them, as far as the
 * log tells. What was cut off between the two lines of the log is sent again as the same message.
 */

import type { AlertItem, AlertMessage } from "../../core/alerts/alert-message.ts";
import { attemptMs } from "../../core/alerts/delivery-log.ts";
import { isAuditError } from "../../core/errors.ts";
import { hashOf } from "../../core/incidents/incident-id.ts";
import { severityRank } from "../../core/incidents/sighting.ts";
import type { DeliveryLine } from "../../core/schema/delivery.ts";
import type { Severity } from "../../core/schema/signals.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DeliveryRecord, Reading } from "./delivery-record.ts";
import type { MessageFrame } from "./message-frame.ts";
import type { Recipient } from "./recipient.ts";

export interface Delivery {
  readonly sink: string;
  readonly night: string;
  /** Id of the message; null: it did not come to that. */
  readonly message: string | null;
  readonly items: number;
  /** Null: it was sent. */
  readonly reason: string | null;
  /** Whether the log tells of it: who reads the log tries again what failed. */
  readonly logged: boolean;
}

export interface DeliverDeps {
  readonly record: DeliveryRecord;
  readonly clock: Clock;
  /** Told apart from every other run. */
  readonly run: string;
}

export interface Outgoing {
  readonly recipient: Recipient;
  readonly frame: MessageFrame;
  readonly items: readonly AlertItem[];
  /** Whether only what was begun and not sent is to be sent: the night was told of by an earlier run. */
  readonly onlyBegun: boolean;
}

/** Each of them is lost to another run that appended first. */
const mostRounds = 20;
/** Between two looks at what another run is sending. */
const lookAgainMs = 5_000;

/** Null when there is nothing to tell. Throws what aborted it. */
export async function deliver(deps: DeliverDeps, outgoing: Outgoing, signal: AbortSignal): Promise<Delivery | null> {
  const until = deps.clock.now() + 2 * attemptMs;
  for (let round = 1; ; round += 1) {
    const reading = await deps.record.read(signal);
    const message = messageOf(outgoing, reading, deps.clock.now());
    if (message === null || (outgoing.onlyBegun && reading.position === null)) return null;
    if (reading.isUnderWay && deps.clock.now() < until) await deps.clock.sleep(lookAgainMs, signal);
    else {
      const begun = await deps.record.begin(lineOf(deps, outgoing, message, "intent"), reading.position, signal);
      // At the last round it is sent in any case: twice is better than never.
      const isSent = begun !== "late" || round >= mostRounds;
      if (isSent) return send(deps, { ...outgoing, message, isBegun: begun === "begun" }, signal);
    }
  }
}

interface Sending extends Outgoing {
  readonly message: AlertMessage;
  /** Whether the log has the line that says so. */
  readonly isBegun: boolean;
}

async function send(
  deps: DeliverDeps,
  { message, isBegun, ...outgoing }: Sending,
  signal: AbortSignal,
): Promise<Delivery> {
  const reason = await reasonOf(outgoing.recipient.sink.send(message, signal));
  const line = lineOf(deps, outgoing, message, reason === null ? "sent" : "failed");
  const isEnded = !signal.aborted && (await deps.record.end({ ...line, reason }, signal));
  const { name } = outgoing.recipient.sink;
  const { id, night, items } = message;
  return { sink: name, night: night.date, message: id, items: items.length, reason, logged: isBegun || isEnded };
}

/** Null when it was sent. Only this program's own errors are sure to name no address. */
async function reasonOf(sending: Promise<void>): Promise<string | null> {
  try {
    await sending;
    return null;
  } catch (error) {
    return isAuditError(error) ? error.message : `Cannot send it: ${error instanceof Error ? error.name : "unknown"}`;
  }
}

function messageOf(
  { recipient, frame, items, onlyBegun }: Outgoing,
  { deliveries }: Reading,
  now: number,
): AlertMessage | null {
  const begun = new Set(deliveries.open.flatMap(({ events }) => events));
  const owed = items.filter(
    ({ id, incident }) =>
      !deliveries.sent.has(id) &&
      (!onlyBegun || begun.has(id)) &&
      severityRank(incident.severity) >= severityRank(recipient.severity),
  );
  if (owed.length === 0) return null;
  const id = hashOf([recipient.sink.name, frame.night.family, frame.night.date, ...owed.map((item) => item.id).sort()]);
  const at = deliveries.firstAt(id) ?? Math.round(now);
  return { ...frame, id, at, sample: false, severity: worstOf(owed), items: owed };
}

function worstOf(items: readonly AlertItem[]): Severity {
  const all = items.map(({ incident }) => incident.severity);
  return all.reduce<Severity>((worst, each) => (severityRank(each) > severityRank(worst) ? each : worst), "info");
}

function lineOf(
  { run, clock }: DeliverDeps,
  { recipient }: Outgoing,
  { id, night, items }: AlertMessage,
  kind: DeliveryLine["kind"],
): DeliveryLine {
  return {
    schema: "job-audit/delivery/v1",
    kind,
    family: night.family,
    night: night.date,
    sink: recipient.sink.name,
    message: id,
    events: items.map((item) => item.id),
    run,
    at: new Date(Math.round(clock.now())).toISOString(),
    reason: null,
  };
}
