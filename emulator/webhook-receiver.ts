/**
 * A receiver of webhooks on the loopback, as the specification Standard Webhooks describes one: it takes a message whose
 * signature is right and whose time is near, and takes each message once, however often it comes.
 */

import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface WebhookReceiver {
  readonly url: string;
  /** What was taken, parsed, in the order in which it came. */
  readonly events: readonly unknown[];
  /** How many requests were refused. */
  readonly refused: () => number;
  readonly close: () => Promise<void>;
}

export interface ReceiverOptions {
  /** `whsec_` and the key as Base64. */
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Seconds, either way. */
const tolerance = 300;

export async function startWebhookReceiver(options: ReceiverOptions): Promise<WebhookReceiver> {
  const taken = new Set<string>();
  const events: unknown[] = [];
  let refused = 0;
  const receive = async (incoming: IncomingMessage): Promise<number> => {
    const body = await textOf(incoming);
    const { "webhook-id": id } = incoming.headers;
    if (typeof id !== "string" || !isSigned({ ...incoming.headers, id }, body, options)) {
      refused += 1;
      return 401;
    }
    if (!taken.has(id)) events.push(JSON.parse(body));
    taken.add(id);
    return 204;
  };
  const server = createServer((incoming, response) => {
    receive(incoming).then(
      (status) => response.writeHead(status).end(),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    events,
    refused: () => refused,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Headers = IncomingMessage["headers"] & { readonly id: string };

/** One of the signatures is enough: keys change now and then, and for a while a message is signed with two. */
function isSigned(headers: Headers, body: string, { secret, now }: ReceiverOptions): boolean {
  const { "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (typeof signatures !== "string" || !(Math.abs(Number(timestamp) - now() / 1000) <= tolerance)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${headers.id}.${timestamp}.${body}`).digest();
  return signatures.split(" ").some((signature) => {
    const [version, value = ""] = signature.split(",");
    const given = Buffer.from(value, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
