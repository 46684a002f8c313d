import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import type { Credentials, TencentAnswer, TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { createSender } from "../../../lib/adapters/tencent/sender.ts";
import { createTransport } from "../../../lib/adapters/tencent/transport.ts";
import { ProtocolError } from "../../../lib/core/errors.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import { serveRaw } from "./loopback.ts";

const credentials: Credentials = { secretId: "AKIDexample", secretKey: "example-secret", sessionToken: null };
const request: TencentRequest = {
  method: "GET",
  host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
  path: "/pic_jobs",
  query: { tag: "PicProcess" },
};
const never = new AbortController().signal;

/** Does not wait between tries, and no deadline ever passes. */
const impatient: Clock = {
  now: () => 1_700_000_000_000,
  sleep: (ms, signal) =>
    ms < 60_000
      ? Promise.resolve()
      : new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
};

type Behaviour = (socket: Socket) => void;

function page(status: string, body: string): Behaviour {
  return (socket) =>
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
}

const good = page("200 OK", "<Response/>");
const cut: Behaviour = (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<Response><Jo");
const reset: Behaviour = (socket) => void socket.resetAndDestroy();
const silent: Behaviour = () => undefined;
const dripping: Behaviour = (socket) => {
  socket.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
  const drip = setInterval(() => socket.write("x"), 5);
  socket.on("close", () => clearInterval(drip));
};
const html = page("200 OK", "<html><body>Sign in to the hotel network</body></html>");
const cutError = page("502 Bad Gateway", "<Error><Code>Bad</Co");

function readXml(answer: TencentAnswer): string {
  const text = answer.body.toString();
  if (text.startsWith("<html>")) throw new ProtocolError("a page", { body: answer.body });
  return text;
}

async function sendThrough(...behaviours: readonly Behaviour[]) {
  let connections = 0;
  const endpoint = await serveRaw((socket) => {
    const behaviour = behaviours[Math.min(connections, behaviours.length - 1)];
    connections += 1;
    behaviour?.(socket);
  });
  const transport = createTransport({ endpoint, maxSockets: 2, tryTimeoutMs: 250, maxBodyBytes: 10_000 });
  const send = createSender({
    transport,
    credentials: () => credentials,
    clock: impatient,
    random: () => 0.5,
    maxInFlight: 2,
  });
  return { sending: send(request, readXml, never), connections: () => connections };
}

describe("createSender() over real sockets", () => {
  it.each<readonly [string, Behaviour]>([
    ["cuts its answer", cut],
    ["resets the connection", reset],
    ["stays silent", silent],
    ["drips without end", dripping],
    ["answers with somebody's page", html],
    ["answers with an error cut inside a tag", cutError],
  ])("gets through to a server that first %s", async (_, behaviour) => {
    const { sending } = await sendThrough(behaviour, behaviour, good);
    await expect(sending).resolves.toMatchObject({ value: "<Response/>", retries: 2 });
  });

  it.each<readonly [string, Behaviour, object, number]>([
    ["cuts every answer", cut, { code: "NETWORK" }, 8],
    ["resets every connection", reset, { code: "NETWORK" }, 8],
    ["never answers", silent, { code: "NETWORK" }, 8],
    ["always drips", dripping, { code: "NETWORK" }, 8],
    ["always answers with a page", html, { code: "PROTOCOL" }, 3],
    ["always cuts its errors inside a tag", cutError, { code: "SERVICE", status: 502, serviceCode: "HTTP 502" }, 8],
  ])("gives up on a server that %s", async (_, behaviour, expected, tries) => {
    const { sending, connections } = await sendThrough(behaviour);
    await expect(sending).rejects.toMatchObject(expected);
    expect(connections()).toBe(tries);
  });
});
