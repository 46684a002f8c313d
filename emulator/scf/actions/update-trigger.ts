/** UpdateTrigger and UpdateTriggerStatus (vendor pages of those names). What is left out stays as it is. */

import * as z from "zod";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { checkArgument, checkCron, checkType, findTrigger, readEnable } from "./trigger-fields.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  TriggerName: z.string(),
  Type: z.string(),
  Namespace: z.string().default("default"),
  Qualifier: z.string().optional(),
  Enable: z.string().optional(),
  TriggerDesc: z.string().optional(),
  CustomArgument: z.string().optional(),
  Description: z.string().optional(),
});

const statusSchema = schema.omit({ CustomArgument: true, Description: true }).extend({ Enable: z.string() });

export function updateTrigger(call: ActionCall): object {
  return update(call, readParameters(call.body, { schema }));
}

export function updateTriggerStatus(call: ActionCall): object {
  return update(call, readParameters(call.body, { schema: statusSchema }));
}

function update({ platform, now }: ActionCall, asked: z.output<typeof schema>): object {
  checkType(asked.Type);
  const trigger = findTrigger(findFunction(platform, asked), asked.TriggerName);
  const { cron, argument, description, enabled } = trigger;
  const { TriggerDesc = cron, CustomArgument = argument ?? "", Description = description } = asked;
  checkCron(TriggerDesc);
  checkArgument(CustomArgument);
  trigger.enabled = asked.Enable === undefined ? enabled : readEnable(asked.Enable);
  trigger.cron = TriggerDesc;
  trigger.argument = CustomArgument === "" ? null : CustomArgument;
  trigger.description = Description;
  trigger.modifiedAt = now;
  return {};
}
