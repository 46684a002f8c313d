/** What an Invoke asks for (vendor page "Invoke", version 2018-04-16), checked as the platform checks it. */

import * as z from "zod";
import { ApiRefusal, demand } from "./api-reply.ts";
import { parseJson, readParameters } from "./read-parameters.ts";

export interface InvokeCall {
  readonly functionName: string;
  readonly namespace: string;
  /** Event: answered before the function has run. */
  readonly type: "Event" | "RequestResponse";
  readonly event: unknown;
}

const schema = z.strictObject({
  FunctionName: z.string(),
  InvocationType: z.string().default("RequestResponse"),
  Qualifier: z.string().default("$LATEST"),
  ClientContext: z.string().default("{}"),
  LogType: z.enum(["None", "Tail"]).default("None"),
  Namespace: z.string().default("default"),
  RoutingKey: z.string().optional(),
});

const maxEventBytes = { Event: 128 * 1024, RequestResponse: 6 * 1024 * 1024 } as const;

/** Throws `ApiRefusal`. */
export function readInvoke(body: string): { readonly call: InvokeCall; readonly wantsLog: boolean } {
  const asked = readParameters(body, { schema });
  const type = asked.InvocationType;
  if (type !== "Event" && type !== "RequestResponse") {
    throw new ApiRefusal("InvalidParameterValue.InvokeType", `there is no InvocationType ${type}`);
  }
  const known = asked.Qualifier === "$LATEST" || asked.Qualifier === "$DEFAULT";
  demand(known, "InvalidParameterValue.Qualifier", `there is no version ${asked.Qualifier}`);
  const event = readEvent(asked.ClientContext, maxEventBytes[type]);
  const call: InvokeCall = { functionName: asked.FunctionName, namespace: asked.Namespace, type, event };
  return { call, wantsLog: asked.LogType === "Tail" };
}

function readEvent(text: string, maxBytes: number): unknown {
  const bytes = Buffer.byteLength(text);
  const limit = `ClientContext has ${bytes} bytes of ${maxBytes}`;
  demand(bytes <= maxBytes, "InvalidParameterValue.LimitExceeded", limit);
  const event = parseJson(text);
  demand(event !== undefined, "InvalidParameterValue.Param", "ClientContext is not JSON");
  return event;
}
