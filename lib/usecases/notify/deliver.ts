/**
 * Tells one sink what it has not been told of a night: at least once, and of runs that race by one of them, as far as the
 * log tells. What was cut off between the two lines of the log is sent again as the same message.
 */

import { attemptMs, type SinkDeliveries } from "../../core/alerts/delivery-log.ts";
import type { SinkMessage } from "../../core/alerts/sink-message.ts";
import { isAuditError } from "../../core/errors.ts";
import type { DeliveryLine } from "../../core/schema/delivery.ts";
import type { AlertSink } from "../../ports/alert-sink.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DeliveryRecord } from "./delivery-record.ts";

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
  readonly sink: AlertSink;
  /** Whether nothing is to be sent where the log cannot be read. */
  readonly onlyBegun: boolean;
  /** Of what the sink has not been told; null: there is nothing. */
  compose(deliveries: SinkDeliveries, now: number): Composed | null;
}

/** `events` are the ids of what the message tells. */
export interface Composed {
  readonly message: SinkMessage;
  readonly events: readonly string[];
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
    const composed = outgoing.compose(reading.deliveries, deps.clock.now());
    if (composed === null || (outgoing.onlyBegun && reading.position === null)) return null;
    if (reading.isUnderWay && deps.clock.now() < until) await deps.clock.sleep(lookAgainMs, signal);
    else {
      const begun = await deps.record.begin(lineOf(deps, outgoing, composed, "intent"), reading.position, signal);
      // At the last round it is sent in any case: twice is better than never.
      const isSent = begun !== "late" || round >= mostRounds;
      if (isSent) return send(deps, { ...outgoing, composed, isBegun: begun === "begun" }, signal);
    }
  }
}

interface Sending extends Outgoing {
  readonly composed: Composed;
  /** Whether the log has the line that says so. */
  readonly isBegun: boolean;
}

async function send(
  deps: DeliverDeps,
  { composed, isBegun, ...outgoing }: Sending,
  signal: AbortSignal,
): Promise<Delivery> {
  const { message, events } = composed;
  const reason = await reasonOf(outgoing.sink.send(message, signal));
  const line = lineOf(deps, outgoing, composed, reason === null ? "sent" : "failed");
  const isEnded = !signal.aborted && (await deps.record.end({ ...line, reason }, signal));
  const { id, night } = message;
  const told = { sink: outgoing.sink.name, night: night.date, message: id, items: events.length };
  return { ...told, reason, logged: isBegun || isEnded };
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

function lineOf(
  { run, clock }: DeliverDeps,
  { sink }: Outgoing,
  { message: { id, night }, events }: Composed,
  kind: DeliveryLine["kind"],
): DeliveryLine {
  return {
    schema: "job-audit/delivery/v1",
    kind,
    family: night.family,
    night: night.date,
    sink: sink.name,
    message: id,
    events: [...events],
    run,
    at: new Date(Math.round(clock.now())).toISOString(),
    reason: null,
  };
}
