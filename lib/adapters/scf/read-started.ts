/**
 * The platform's answer to a start: under status 200 it may well be an error (vendor page "Returned Result").
 *
 * Whatever came makes a request id or an error of ours. Text from the platform is bounded, and loses what may be secret
 * and what would move a terminal.
 */

import * as z from "zod";
import { ProtocolError, ServiceError } from "../../core/errors.ts";
import { cleanText } from "../tencent/clean-text.ts";
import type { TencentAnswer } from "../tencent/request.ts";

const answerSchema = z.object({
  Response: z.object({
    RequestId: z.string().optional(),
    Result: z.object({ FunctionRequestId: z.string().optional() }).optional(),
    Error: z.object({ Code: z.string(), Message: z.string().default("") }).optional(),
  }),
});

const maxMessageChars = 300;
/** An id is a UUID, and a code some words. */
const maxWordChars = 128;

/** The id under which the platform runs the function, else that of the call. `what` begins the message of an error. */
export function readStarted(answer: TencentAnswer, what: string): string | null {
  const parsed = answerSchema.safeParse(parseJson(answer.body));
  if (!parsed.success) {
    throw new ProtocolError(`${what}: the answer, ${answer.body.length} bytes, is none of the platform's.`, {
      foreign: true,
    });
  }
  const { Error: error, RequestId: callId, Result: result } = parsed.data.Response;
  if (error === undefined) return cleanId(result?.FunctionRequestId ?? callId);
  const requestId = cleanId(callId);
  const serviceCode = cleanText(error.Code, maxWordChars);
  const facts = [
    serviceCode,
    `"${cleanText(error.Message, maxMessageChars)}"`,
    requestId === null ? "" : `(request ${requestId})`,
  ];
  const message = `${what}: the platform answered ${facts.filter((fact) => fact !== "").join(" ")}`;
  throw new ServiceError(message, { status: answer.status, serviceCode, requestId });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

function cleanId(id: string | undefined): string | null {
  return cleanText(id ?? "", maxWordChars) || null;
}
