/** What a log of deliveries says of one sink: what it has been told, and what was begun and never ended. */

import { type DeliveryLine, deliverySchema } from "../schema/delivery.ts";

export interface SinkDeliveries {
  /** Ids of events. */
  readonly sent: ReadonlySet<string>;
  /** The newest intent of each message that was not sent, the oldest first. */
  readonly open: readonly DeliveryLine[];
  /** When the first attempt at a message was begun, in epoch milliseconds; null: there was none. */
  firstAt(message: string): number | null;
}

/** Lines that cannot be read say nothing: what they may have told of is sent again. */
export function deliveriesTo(sink: string, lines: readonly string[]): SinkDeliveries {
  const own = linesOf(sink, lines);
  const sent = new Set(own.filter(({ kind }) => kind === "sent").flatMap(({ events }) => events));
  const begun = own.filter(({ kind, events }) => kind === "intent" && events.some((event) => !sent.has(event)));
  return {
    sent,
    open: [...new Map(begun.map((line) => [line.message, line])).values()],
    firstAt(message) {
      const first = own.find((line) => line.message === message);
      return first === undefined ? null : Date.parse(first.at);
    },
  };
}

/** An attempt that has not ended after this long was cut off: a sink takes a minute, and a little more to wait its turn. */
export const attemptMs = 120_000;

/** Whether an attempt was begun a moment ago that is not known to have ended. */
export function isUnderWay(sink: string, lines: readonly string[], now: number): boolean {
  const own = linesOf(sink, lines);
  const ended = new Set(own.filter(({ kind }) => kind !== "intent").map(attemptOf));
  const begun = own.filter((line) => line.kind === "intent" && !ended.has(attemptOf(line)));
  return begun.some(({ at }) => Date.parse(at) > now - attemptMs);
}

function attemptOf({ message, run }: DeliveryLine): string {
  return `${message} ${run}`;
}

function linesOf(sink: string, lines: readonly string[]): readonly DeliveryLine[] {
  return lines.map(parseLine).filter((line) => line !== null && line.sink === sink) as readonly DeliveryLine[];
}

function parseLine(line: string): DeliveryLine | null {
  try {
    return deliverySchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
