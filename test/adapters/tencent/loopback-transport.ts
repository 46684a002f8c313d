/** A transport to a server on this machine, the request that it carries, and how that fails. */

import { expect } from "vitest";
import type { TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { createTransport, type TransportOptions } from "../../../lib/adapters/tencent/transport.ts";
import { NetworkError } from "../../../lib/core/errors.ts";

export const host = "photos-1250000000.ci.ap-chongqing.myqcloud.com";
export const request: TencentRequest = { method: "GET", host, path: "/pic_jobs", query: {} };
export const never = new AbortController().signal;

export function transportTo(endpoint: string, options: Partial<TransportOptions> = {}) {
  return createTransport({ endpoint, maxSockets: 4, tryTimeoutMs: 10_000, maxBodyBytes: 1_000, ...options });
}

export async function failureOf(promise: Promise<unknown>): Promise<NetworkError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NetworkError);
  return error as NetworkError;
}
