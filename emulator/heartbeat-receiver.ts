/**
 * A heartbeat service on the loopback, as healthchecks.io's page "Pinging API" describes one: a check by its UUID, the kind
 * of ping or an exit status behind it, the run's UUID as `rid`.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CheckOptions, createHeartbeatCheck, type HeartbeatCheck, type PingKind } from "./heartbeat-check.ts";

export interface HeartbeatReceiver {
  /** Of the check; a secret, as whoever has it can ping. */
  readonly url: string;
  readonly check: HeartbeatCheck;
  readonly close: () => Promise<void>;
}

export interface HeartbeatOptions extends CheckOptions {
  /** The check's UUID. */
  readonly uuid: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What is kept of a body (page "Attaching Logs"). */
const maxBodyBytes = 100_000;
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function startHeartbeatReceiver(options: HeartbeatOptions): Promise<HeartbeatReceiver> {
  const check = createHeartbeatCheck(options);
  const server = createServer((incoming, response) => {
    take(incoming, { ...options, check }).then(
      ([status, text]) => answer(response, status, text),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${options.uuid}`,
    check,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answer = readonly [status: number, text: string];

async function take(
  incoming: IncomingMessage,
  { uuid, now, check }: HeartbeatOptions & { readonly check: HeartbeatCheck },
): Promise<Answer> {
  const body = await textOf(incoming);
  if (!["HEAD", "GET", "POST"].includes(incoming.method ?? "")) return [405, "method not allowed"];
  const { pathname, searchParams } = new URL(incoming.url ?? "", "http://receiver");
  const [, id, action = "", ...more] = pathname.split("/");
  const kind = kindOf(action);
  if (id !== uuid || kind === null || more.length > 0) return [404, "not found"];
  const rid = searchParams.get("rid");
  if (rid !== null && !uuidForm.test(rid)) return [400, "invalid uuid format"];
  check.take({ kind, at: now(), rid, body });
  return [200, "OK"];
}

/** An exit status other than 0 is a failure. */
function kindOf(action: string): PingKind | null {
  if (action === "") return "success";
  if (action === "start" || action === "fail" || action === "log") return action;
  if (!/^\d{1,3}$/.test(action) || Number(action) > 255) return null;
  return Number(action) === 0 ? "success" : "fail";
}

function answer(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { "content-type": "text/plain; charset=utf-8", "ping-body-limit": maxBodyBytes })
    .end(text);
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).subarray(0, maxBodyBytes).toString("utf8");
}
