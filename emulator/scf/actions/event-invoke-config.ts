/**
 * GetFunctionEventInvokeConfig and UpdateFunctionEventInvokeConfig (vendor pages of those names): what becomes of
 * asynchronous invocations that failed.
 *
 * The first entry of RetryConfig is for mistakes of the function, the second for those of the platform, which tries until
 * the message is too old.
 */

import * as z from "zod";
import { demand } from "../api-reply.ts";
import { usualMaxAgeSeconds } from "../options.ts";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { requireUsable } from "./function-state.ts";

const keySchema = z.strictObject({
  FunctionName: z.string(),
  Namespace: z.string().default("default"),
  Qualifier: z.string().optional(),
});

const schema = z.strictObject({
  FunctionName: z.string(),
  Namespace: z.string().default("default"),
  AsyncTriggerConfig: z.strictObject({
    RetryConfig: z.array(z.strictObject({ RetryNum: z.int() })),
    MsgTTL: z.int(),
  }),
});

const untilTooOld = -1;
const notActive = "FailedOperation.FunctionVersionStatusNotActive";

export function getEventInvokeConfig({ body, platform }: ActionCall): object {
  const record = findFunction(platform, readParameters(body, { schema: keySchema }));
  requireUsable(record, notActive);
  const { attempts, maxAgeSeconds } = record.retry;
  const RetryConfig = [{ RetryNum: attempts }, { RetryNum: untilTooOld }];
  return { AsyncTriggerConfig: { RetryConfig, MsgTTL: maxAgeSeconds } };
}

export function updateEventInvokeConfig({ body, platform }: ActionCall): object {
  const asked = readParameters(body, { schema });
  const record = findFunction(platform, asked);
  requireUsable(record, notActive);
  const { RetryConfig, MsgTTL } = asked.AsyncTriggerConfig;
  const [own, others, ...more] = RetryConfig;
  const formed = own !== undefined && (others?.RetryNum ?? untilTooOld) === untilTooOld && more.length === 0;
  demand(formed, "InvalidParameterValue.AsyncTriggerConfig", "RetryConfig has one entry, or a second one of -1");
  demand(own.RetryNum >= 0 && own.RetryNum <= 2, "LimitExceeded.RetryNum", `RetryNum is ${own.RetryNum}, not 0 to 2`);
  demand(MsgTTL >= 60 && MsgTTL <= usualMaxAgeSeconds, "LimitExceeded.MsgTTL", `MsgTTL is ${MsgTTL}, not 60 to 21600`);
  record.retry = { attempts: own.RetryNum, maxAgeSeconds: MsgTTL };
  return {};
}
