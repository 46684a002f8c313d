/** CreateTrigger (vendor page of that name). */

import * as z from "zod";
import { demand } from "../api-reply.ts";
import type { FunctionRecord, TriggerRecord } from "../function-record.ts";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { requireUsable } from "./function-state.ts";
import { triggerAnswer } from "./trigger-answer.ts";
import { checkArgument, checkCron, checkTriggerName, checkType, readEnable } from "./trigger-fields.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  TriggerName: z.string(),
  Type: z.string(),
  TriggerDesc: z.string().default(""),
  Namespace: z.string().default("default"),
  Qualifier: z.string().default("$LATEST"),
  Enable: z.string().default("OPEN"),
  CustomArgument: z.string().default(""),
  Description: z.string().default(""),
});

/** Page "Quota Limits": of one type and function. */
const maxTriggers = 10;

export function createTrigger({ body, platform, now }: ActionCall): object {
  const asked = readParameters(body, { schema });
  checkType(asked.Type);
  checkTriggerName(asked.TriggerName);
  checkCron(asked.TriggerDesc);
  checkArgument(asked.CustomArgument);
  const enabled = readEnable(asked.Enable);
  const record = findFunction(platform, asked);
  requireUsable(record, "FailedOperation.CreateTrigger");
  checkRoom(record, asked.TriggerName);
  const trigger: TriggerRecord = {
    name: asked.TriggerName,
    type: "timer",
    qualifier: asked.Qualifier,
    cron: asked.TriggerDesc,
    argument: asked.CustomArgument === "" ? null : asked.CustomArgument,
    description: asked.Description,
    enabled,
    createdAt: now,
    modifiedAt: now,
  };
  record.triggers.push(trigger);
  return { TriggerInfo: triggerAnswer(trigger) };
}

function checkRoom({ triggers }: FunctionRecord, name: string): void {
  const free = triggers.every((trigger) => trigger.name !== name);
  demand(free, "ResourceInUse.TriggerName", `there is a trigger ${name} already`);
  const limit = `the function has ${triggers.length} triggers of ${maxTriggers}`;
  demand(triggers.length < maxTriggers, "LimitExceeded.Trigger", limit);
}
