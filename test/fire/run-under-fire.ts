/**
 * A process of its own that makes every call of the product's adapters at each of the endpoints that it is given, and
 * ends by itself: a socket, timer or handle that stays would hold it. What it saw goes out as one line of JSON.
 */

// Loaded before the first deadline runs: on a busy machine the signer takes its time.
import "cos-nodejs-sdk-v5";
import { createCloudInfinite } from "../../lib/adapters/ci/ci-client.ts";
import { createCosStore } from "../../lib/adapters/cos/cos-store.ts";
import { createFunctions } from "../../lib/adapters/scf/functions.ts";
import { systemClock } from "../../lib/adapters/system/clock.ts";
import { createSender } from "../../lib/adapters/tencent/sender.ts";
import { createTransport } from "../../lib/adapters/tencent/transport.ts";

interface Ended {
  readonly endpoint: string;
  readonly call: string;
  readonly how: string;
  readonly ms: number;
}

const credentials = () => ({ secretId: "AKIDunderFire", secretKey: "secretUnderFire", sessionToken: "tokenUnderFire" });
const scope = {
  family: "pic",
  region: "ap-chongqing",
  bucket: "photos-1250000000",
  queueId: "p1",
  tag: "PicProcess",
} as const;
const span = { createdFrom: 1_700_000_000_000, createdTo: 1_700_000_060_000 };
const strays: string[] = [];
for (const event of ["unhandledRejection", "uncaughtException", "warning"]) {
  process.on(event, (reason: unknown) => strays.push(`${event}: ${String(reason)}`));
}

function callsAt(endpoint: string): Readonly<Record<string, (signal: AbortSignal) => Promise<unknown>>> {
  const random = () => 0.02;
  const transport = createTransport({ endpoint, maxSockets: 4, tryTimeoutMs: 1_000, maxBodyBytes: 2_000_000 });
  const send = createSender({
    transport,
    credentials,
    clock: systemClock,
    random,
    maxInFlight: 4,
    deadlineMs: 900,
    attempts: 4,
  });
  const ci = createCloudInfinite({ send });
  const store = createCosStore({ send, bucket: "audit-1250000000", region: "ap-chongqing", prefix: "" });
  const functions = createFunctions({ credentials, endpoint, timeoutMs: 3_000, random });
  const bytes = Buffer.from("a report");
  return {
    list: (signal) => ci.listJobs({ scope, ...span, order: "Asc", size: 100, token: null }, signal),
    get: (signal) => store.get("v1/a", signal),
    put: (signal) => store.put("v1/a", bytes, signal),
    claim: (signal) => store.claim("v1/a", bytes, signal),
    start: (signal) => functions.start({ region: "ap-chongqing", namespace: "default", function: "diff" }, {}, signal),
  };
}

async function howItEnds(work: Promise<unknown>): Promise<string> {
  try {
    return `fine ${JSON.stringify(await work)}`;
  } catch (error) {
    const { code, message, cause } = error as Error & { readonly code?: string };
    const why = cause instanceof Error ? ` (${cause.message})` : "";
    return `${code} ${message}${why}`;
  }
}

async function burnAt(endpoint: string): Promise<readonly Ended[]> {
  const { signal } = new AbortController();
  const calls = Object.entries(callsAt(endpoint)).map(async ([call, make]) => {
    const startedAt = performance.now();
    const how = await howItEnds(make(signal));
    return { endpoint, call, how, ms: performance.now() - startedAt };
  });
  return Promise.all(calls);
}

const ended: Ended[] = [];
for (const endpoint of process.argv.slice(2)) ended.push(...(await burnAt(endpoint)));
process.on("exit", () => process.stdout.write(JSON.stringify({ ended, strays })));
