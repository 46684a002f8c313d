/** A sender in virtual time whose transport plays a script. Nothing waits, and each try is on record. */

import { expect } from "vitest";
import type { Credentials, TencentAnswer, TencentRequest, Transport } from "../../../lib/adapters/tencent/request.ts";
import { createSender, type SenderOptions } from "../../../lib/adapters/tencent/sender.ts";
import { signRequest } from "../../../lib/adapters/tencent/sign.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

export const credentials: Credentials = { secretId: "AKIDexample", secretKey: "example-secret", sessionToken: null };
export const request: TencentRequest = {
  method: "GET",
  host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
  path: "/pic_jobs",
  query: { queueId: "p1" },
};
export const never = new AbortController().signal;

export function text(answer: TencentAnswer): string {
  return answer.body.toString();
}

export function answer(status: number, body = "", headers: Record<string, string> = {}): TencentAnswer {
  return { status, headers, body: Buffer.from(body), requestId: "id-1" };
}

export function throttled(headers: Record<string, string> = {}): TencentAnswer {
  return answer(429, "<Error><Code>SlowDown</Code></Error>", headers);
}

interface Sent {
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Plays the script's steps in turn, the last one again and again. */
function scripted(clock: VirtualClock, script: readonly (TencentAnswer | Error | "silence")[]) {
  const sent: Sent[] = [];
  const transport: Transport = async (tried, signal) => {
    const step = script[Math.min(sent.length, script.length - 1)];
    sent.push({ at: clock.now(), headers: tried.headers ?? {} });
    if (step instanceof Error) throw step;
    if (typeof step === "object") return step;
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  return { transport, sent };
}

export function prepare(script: readonly (TencentAnswer | Error | "silence")[], options: Partial<SenderOptions> = {}) {
  const clock = createVirtualClock(1_700_000_000_000);
  const { transport, sent } = scripted(clock, script);
  const send = createSender({
    transport,
    credentials: () => credentials,
    clock,
    random: () => 0.5,
    maxInFlight: 4,
    ...options,
  });
  const startedAt = clock.now();
  return { send, sent, clock, delays: () => sent.map(({ at }) => at - startedAt) };
}

export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => expect.fail(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
}

/** The signing function is loaded on first use; virtual time must not pass meanwhile. */
export async function loadSigning(): Promise<void> {
  await signRequest(request, credentials, 0);
}
