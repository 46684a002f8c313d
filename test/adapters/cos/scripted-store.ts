/** A store in a bucket whose answers are scripted. */

import { expect } from "vitest";
import { createCosStore } from "../../../lib/adapters/cos/cos-store.ts";
import type { TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { type Step, scriptedSend } from "./scripted-send.ts";

export const never = new AbortController().signal;
export const bytes = Buffer.from("hello");

export const neverVersioned: Step = { status: 200, body: "<VersioningConfiguration/>" };

export interface ScriptedStore {
  readonly store: ReportStore;
  readonly requests: readonly TencentRequest[];
  asked(): readonly Pick<TencentRequest, "method" | "path" | "query">[];
}

export function prepare(script: readonly Step[], prefix = "audits"): ScriptedStore {
  const { send, requests } = scriptedSend(...script);
  const store = createCosStore({ send, bucket: "audit-1250000000", region: "ap-chongqing", prefix });
  return { store, requests, asked: () => requests.map(({ method, path, query }) => ({ method, path, query })) };
}

export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    (value) => expect.fail(`resolved with ${JSON.stringify(value)}`),
    (reason: Error) => reason,
  );
}
