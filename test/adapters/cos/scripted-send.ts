/** A `Send` that plays answers from a script and keeps what it was asked. */

import type { Send, TencentAnswer, TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { serviceErrorOf } from "../../../lib/adapters/tencent/service-error.ts";

export type Step =
  | Error
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> };

export interface ScriptedSend {
  readonly send: Send;
  readonly requests: readonly TencentRequest[];
}

/** Object storage names the ETag of whatever it gives or takes; this one is no MD5. */
const anEtag = { etag: '"abc-2"' };

export function scriptedSend(...script: readonly Step[]): ScriptedSend {
  const requests: TencentRequest[] = [];
  const send: Send = async (request, read) => {
    const step = script[requests.length];
    requests.push(request);
    if (step === undefined) throw new Error(`nothing is scripted for ${request.method} ${request.path}`);
    if (step instanceof Error) throw step;
    const body = Buffer.from(step.body ?? "");
    const answer: TencentAnswer = { status: step.status, headers: step.headers ?? anEtag, body, requestId: "id-1" };
    if (answer.status > 299) throw serviceErrorOf(request, answer, 0);
    return { value: read(answer), retries: 0, rate: 0, requestId: answer.requestId };
  };
  return { send, requests };
}

export function refused(status: number, code: string): Step {
  return { status, body: `<Error><Code>${code}</Code><Message>no</Message></Error>` };
}
