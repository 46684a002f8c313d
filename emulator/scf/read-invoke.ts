/** What an Invoke asks for (vendor page "Invoke", version 2018-04-16), checked as the platform checks it. */

import * as z from "zod";
import type { EmulatorRequest } from "../http.ts";
import { ApiRefusal } from "./api-reply.ts";

export interface InvokeCall {
  readonly functionName: string;
  readonly namespace: string;
  /** Event: answered before the function has run. */
  readonly type: "Event" | "RequestResponse";
  readonly event: unknown;
}

const parameters = z.strictObject({
  FunctionName: z.string(),
  InvocationType: z.string().default("RequestResponse"),
  Qualifier: z.string().default("$LATEST"),
  ClientContext: z.string().default("{}"),
  LogType: z.string().optional(),
  Namespace: z.string().default("default"),
  RoutingKey: z.string().optional(),
});

const maxEventBytes = { Event: 128 * 1024, RequestResponse: 6 * 1024 * 1024 } as const;

/** Throws `ApiRefusal`. */
export function readInvoke(request: EmulatorRequest): InvokeCall {
  checkCommonParameters(request);
  const asked = readParameters(request.body.toString("utf8"));
  const type = asked.InvocationType;
  if (type !== "Event" && type !== "RequestResponse") {
    throw new ApiRefusal("InvalidParameterValue.InvokeType", `there is no InvocationType ${type}`);
  }
  if (asked.Qualifier !== "$LATEST" && asked.Qualifier !== "$DEFAULT") {
    throw new ApiRefusal("InvalidParameterValue.Qualifier", `there is no version ${asked.Qualifier}`);
  }
  const event = readEvent(asked.ClientContext, maxEventBytes[type]);
  return { functionName: asked.FunctionName, namespace: asked.Namespace, type, event };
}

function checkCommonParameters({ method, path, headers }: EmulatorRequest): void {
  if (method !== "POST" || path !== "/") throw new ApiRefusal("UnsupportedProtocol", "only POST / is served here");
  const action = headers.get("x-tc-action");
  if (action !== "Invoke") throw new ApiRefusal("InvalidAction", `there is no action ${action} here`);
  const version = headers.get("x-tc-version");
  if (version !== "2018-04-16") throw new ApiRefusal("NoSuchVersion", `there is no version ${version} of this API`);
  if (!headers.get("x-tc-region")) throw new ApiRefusal("MissingParameter", "X-TC-Region is missing");
}

function readParameters(body: string): z.output<typeof parameters> {
  const parsed = parameters.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ApiRefusal("InvalidParameter", `${issue?.path.join(".")}: ${issue?.message}`);
}

function readEvent(text: string, maxBytes: number): unknown {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    throw new ApiRefusal("InvalidParameterValue.LimitExceeded", `ClientContext has ${bytes} bytes of ${maxBytes}`);
  }
  const event = parseJson(text);
  if (event === undefined) throw new ApiRefusal("InvalidParameterValue.Param", "ClientContext is not JSON");
  return event;
}

/** Undefined for what is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
