/** One question to the function platform's API (version 2018-04-16), asked once; an error in its answer is thrown. */

import * as z from "zod";
import type { Credentials } from "../../core/credentials.ts";
import { NetworkError, ProtocolError, ServiceError } from "../../core/errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FunctionName } from "../../ports/functions.ts";
import { signTc3 } from "../scf/sign-tc3.ts";
import { cleanText } from "../tencent/clean-text.ts";
import type { TencentAnswer, Transport } from "../tencent/request.ts";
import { serviceErrorOf } from "../tencent/service-error.ts";
import { assertUsable } from "../tencent/sign.ts";
import { parseJson } from "./parse-json.ts";

export interface PlatformOptions {
  readonly credentials: () => Credentials;
  readonly transport: Transport;
  readonly clock: Clock;
}

export interface PlatformQuestion<T> {
  readonly action: "GetFunction" | "Invoke";
  readonly name: FunctionName;
  readonly parameters: Readonly<Record<string, string>>;
  readonly schema: z.ZodType<T>;
  /** Begins every message. */
  readonly what: string;
}

const host = "scf.tencentcloudapi.com";

export async function askPlatform<T>(
  { credentials, transport, clock }: PlatformOptions,
  question: PlatformQuestion<T>,
  signal: AbortSignal,
): Promise<T> {
  const { action, name, parameters, what } = question;
  const place = { FunctionName: name.function, Namespace: name.namespace };
  const body = Buffer.from(JSON.stringify({ ...place, ...parameters }));
  const signer = credentials();
  assertUsable(signer);
  const headers = signTc3({ host, action, version: "2018-04-16", region: name.region, body }, signer, clock.now());
  const request = { method: "POST", host, path: "/", query: {}, headers, body } as const;
  const answer = await transport(request, signal).catch((error: unknown) => {
    throw error instanceof NetworkError ? new NetworkError(`${what}. ${error.message}`, { cause: error }) : error;
  });
  if (answer.status !== 200) throw serviceErrorOf(request, answer, clock.now());
  return readAnswer(answer, question);
}

const errorSchema = z.object({ Code: z.string(), Message: z.string().default("") });
const refusalSchema = z.object({ Error: errorSchema, RequestId: z.string().optional() });
const answerSchema = z.object({ Response: z.unknown() });

function readAnswer<T>({ body }: TencentAnswer, { schema, what }: PlatformQuestion<T>): T {
  const response = answerSchema.safeParse(parseJson(body)).data?.Response;
  const refusal = refusalSchema.safeParse(response);
  if (refusal.success) throw refused(refusal.data, what);
  const told = schema.safeParse(response);
  if (told.success) return told.data;
  const message = `${what}: the answer, ${body.length} bytes, is none of the platform's.`;
  throw new ProtocolError(message, { foreign: true });
}

function refused({ Error: error, RequestId }: z.infer<typeof refusalSchema>, what: string): ServiceError {
  const serviceCode = cleanText(error.Code, 128);
  const message = `${what}: the platform answered ${serviceCode} "${cleanText(error.Message, 400)}"`;
  return new ServiceError(message, { status: 200, serviceCode, requestId: cleanText(RequestId ?? "", 128) || null });
}
