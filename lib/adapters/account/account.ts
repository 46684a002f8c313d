/** An account as it is looked at: one try or two each, for whoever looks waits for the answers. */

import * as z from "zod";
import { ProtocolError } from "../../core/errors.ts";
import type { Account, BucketName, Greeting } from "../../ports/account.ts";
import { bucketHost, call } from "../ci/ci-client.ts";
import { assertHost } from "../tencent/assert-host.ts";
import type { Send, TencentAnswer, TencentRequest, Transport } from "../tencent/request.ts";
import type { PlatformOptions } from "./ask-platform.ts";
import { createBucketFacts } from "./bucket-facts.ts";
import { parseJson } from "./parse-json.ts";
import { readFunction } from "./read-function.ts";
import { refusalToStart } from "./refusal-to-start.ts";
import type { RemoveTrial } from "./remove-trial.ts";

export interface AccountOptions {
  readonly ci: { readonly send: Send; readonly transport: Transport };
  readonly cos: { readonly send: Send };
  readonly scf: PlatformOptions;
  readonly removeTrial: RemoveTrial;
}

export function createAccount({ ci, cos, scf, removeTrial }: AccountOptions): Account {
  return {
    greet: (region, signal) => greet(ci.transport, region, signal),
    bindingOf: async ({ bucket, region }: BucketName, signal) =>
      (await ci.send(call(bucketHost(bucket, region), "/", {}), readBinding, signal)).value,
    functionOf: (name, signal) => readFunction(scf, name, signal),
    refusalToStart: (name, signal) => refusalToStart(scf, name, signal),
    removeTrial,
    storage: createBucketFacts(cos.send),
  };
}

/** Nothing is signed: whatever the host answers, it says when. */
async function greet(transport: Transport, region: string, signal: AbortSignal): Promise<Greeting> {
  const request: TencentRequest = { method: "GET", host: `ci.${region}.myqcloud.com`, path: "/", query: {} };
  assertHost(request);
  const { headers, body } = await transport(request, signal);
  const time = Date.parse(headers["date"] ?? "");
  return {
    time: Number.isNaN(time) ? null : time,
    unknownHost: /<Code>InvalidHost<\/Code>/.test(body.toString("utf8")),
  };
}

const bindingSchema = z.object({ CIStatus: z.string() });

/** Page "Query the Status of Binding a Bucket to Cloud Infinite": the one answer of the service in JSON. */
function readBinding({ body, requestId }: TencentAnswer): string {
  const parsed = bindingSchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data.CIStatus;
  throw new ProtocolError("Cannot tell whether the bucket is bound: the answer has no CIStatus.", { body, requestId });
}
