/** Alerts in the demo: a sink that leads to a receiver of its own, and what came there as it reads on a phone. */

import type { WebhookReceiver } from "../emulator/webhook-receiver.ts";
import type { AlertMessage } from "../lib/core/alerts/alert-message.ts";
import type { FamilyName } from "../lib/core/family.ts";
import type { Names } from "../lib/core/names.ts";

const addressVariable = "DEMO_ALERTS_URL";
const secretVariable = "DEMO_ALERTS_SECRET";

/** Made up: whoever may connect to the loopback may use it. */
export const receiverSecret = `whsec_${Buffer.from("made up for the receiver of the demo").toString("base64")}`;

/** The settings' part. */
export const demoAlerts = {
  sinks: [
    {
      name: "demo",
      type: "webhook",
      urlFrom: addressVariable,
      secretFrom: secretVariable,
      allowPrivate: true,
    },
  ],
};

/** Of the functions' environment. */
export function alertVariables({ url }: Pick<WebhookReceiver, "url">): Readonly<Record<string, string>> {
  return { [addressVariable]: url, [secretVariable]: receiverSecret };
}

/** As the webhook writes it: a CloudEvent. */
interface AlertEvent {
  readonly id: string;
  readonly time: string;
  readonly data: Omit<AlertMessage, "id" | "at" | "night"> & { readonly family: FamilyName; readonly night: string };
}

/** Of the night, in the order in which they came. */
export function messagesOf(
  { events }: Pick<WebhookReceiver, "events">,
  night: string,
  names: Names,
): readonly AlertMessage[] {
  return (events as readonly AlertEvent[])
    .filter(({ data }) => data.night === night)
    .map(({ id, time, data }) => {
      const { family, ...rest } = data;
      return { ...rest, id, at: Date.parse(time), night: { family, date: night }, ...names };
    });
}
