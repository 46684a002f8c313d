/** The emulator: Cloud Infinite, COS and SCF on one port of the loopback, told apart by the Host header. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Answer, createAnswerer } from "./answer.ts";
import { apiGuard, withOwners } from "./cam/guard.ts";
import { dressReply } from "./dress-reply.ts";
import type { EmulatorRequest } from "./http.ts";
import type { EmulatorOptions } from "./options.ts";
import { readRequest } from "./read-request.ts";
import { isFunctionCall } from "./route-host.ts";
import { type CloudFunctions, createCloudFunctions } from "./scf/cloud-functions.ts";
import type { Invocation } from "./scf/invocations.ts";
import { type ScfOptions, withUsual } from "./scf/options.ts";
import { type Delay, send } from "./send.ts";
import { serviceError } from "./service-errors.ts";
import { createStats, type EmulatorStats, type StatsKeeper } from "./stats.ts";

export interface Emulator {
  readonly url: string;
  readonly port: number;
  readonly stats: () => EmulatorStats;
  /** What became of the functions that were started, in the order of starting. */
  readonly scf: {
    readonly results: readonly Invocation[];
    /** Null: the emulator runs without a function platform. */
    readonly platform: CloudFunctions | null;
  };
  /** Resolves when no function runs or waits for its next try. */
  readonly idle: () => Promise<void>;
  /** Ends what runs and cuts what is still open; resolves when the port is free. */
  readonly close: () => Promise<void>;
}

/** Longer than any client keeps an idle connection, so that no client loses a request to a race. */
const keepAliveMs = 120_000;

/** Throws a `ZodError` for fault rules, and a `RangeError` for a world, that make no sense. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const stats = createStats();
  const delay: Delay = options.delay ?? (async (ms) => wait(ms, undefined, { ref: false }));
  const functions = createFunctionPlatform(options, delay);
  const handle = createHandler(options, { stats, delay, functions });
  const server = createServer((incoming, response) => {
    // The one way to fail is a client that goes away while it is still sending.
    handle(incoming, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = keepAliveMs;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    stats: stats.read,
    scf: { results: functions?.results ?? [], platform: functions },
    idle: async () => functions?.idle(),
    close: async () => {
      await options.scf?.deployments?.runner.close?.();
      await close(server);
    },
  };
}

function createFunctionPlatform(options: EmulatorOptions, delay: Delay): CloudFunctions | null {
  if (!options.scf) return null;
  const now = options.scfNow ?? Date.now;
  const { credentials, identities } = options;
  const verifier = {
    credentials,
    find: identities?.find,
    now,
    authorise: identities && apiGuard(withOwners(identities, credentials)),
  };
  return createCloudFunctions(withUsual(withDeployments(options, options.scf), delay), verifier);
}

/** What deployed functions have in common with the rest of the cloud: its clock, and the roles that it knows. */
function withDeployments(options: EmulatorOptions, scf: ScfOptions): ScfOptions {
  if (!scf.deployments) return scf;
  const { now = Date.now, identities } = options;
  const hasRole = identities && ((name: string) => identities.assume(name, now()) !== null);
  return { ...scf, deployments: { now, ...(hasRole && { hasRole }), ...scf.deployments } };
}

interface HandlerParts {
  readonly stats: StatsKeeper;
  readonly delay: Delay;
  readonly functions: CloudFunctions | null;
}

function createHandler(options: EmulatorOptions, { stats, delay, functions }: HandlerParts) {
  const now = options.now ?? Date.now;
  const answer = createAnswerer(options, { now, stats, functions });
  let serial = 0;

  return async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const cameAt = now();
    serial += 1;
    const requestId = Buffer.from(`emulated_${serial}`).toString("base64");
    const request = await readRequest(incoming);
    const operation = request ? operationOf(request) : "undecodable";
    stats.begin(operation);
    const found = request ? await answer(request, requestId).catch(failure(requestId)) : undecodable(requestId);
    if (options.delayMs !== undefined) await delay(Math.max(0, options.delayMs - (now() - cameAt)));
    const outgoing = dressReply(found, { requestId, now: now() });
    stats.end(outgoing.body.length);
    await send(response, outgoing, found.action, delay);
  };
}

/** A call of an API is told by its action. */
function operationOf(request: EmulatorRequest): string {
  const action = isFunctionCall(request) ? request.headers.get("x-tc-action") : undefined;
  return action ?? `${request.method} /${request.path.split("/")[1]}`;
}

function undecodable(requestId: string): Answer {
  const message = "the path or query is not valid percent-encoding";
  const reply = serviceError({ status: 400, code: "InvalidArgument", message, requestId });
  return { service: "ci", reply, action: null };
}

/** A route that throws is a mistake in the emulator or in what was plugged into it: say so where it is seen. */
function failure(requestId: string): (error: unknown) => Answer {
  return (error) => {
    const message = `the emulator failed: ${String(error)}`;
    const reply = serviceError({ status: 500, code: "InternalError", message, requestId });
    return { service: "ci", reply, action: null };
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
