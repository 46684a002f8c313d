/** Telling people of a night in a world of fakes, and what the log of deliveries says of it. */

import { SinkError } from "../../../lib/core/errors.ts";
import { deliveryLogKey } from "../../../lib/core/key.ts";
import { type DeliveryLine, deliverySchema } from "../../../lib/core/schema/delivery.ts";
import { notifyNight } from "../../../lib/usecases/notify/notify-night.ts";
import { nightName, signal, type Told } from "./told-night.ts";

export const night = "2026-11-21";
export const refusal = new SinkError("Cannot send to ops: it answered 500", { retryable: true });

export function linesOf({ deps }: Told, date = night): readonly DeliveryLine[] {
  return (deps.log.logs.get(deliveryLogKey(nightName(date))) ?? []).map((line) =>
    deliverySchema.parse(JSON.parse(line)),
  );
}

export async function notify({ deps, request }: Told, date = night, change: Parameters<Told["request"]>[1] = {}) {
  const told = await notifyNight(deps, request(date, change), signal);
  if (told === null) throw new Error("there is no diff");
  return told;
}
