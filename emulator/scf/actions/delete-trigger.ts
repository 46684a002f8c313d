/** DeleteTrigger (vendor page of that name). */

import * as z from "zod";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { checkType, findTrigger } from "./trigger-fields.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  TriggerName: z.string(),
  Type: z.string(),
  Namespace: z.string().default("default"),
  TriggerDesc: z.string().optional(),
  Qualifier: z.string().optional(),
});

export function deleteTrigger({ body, platform }: ActionCall): object {
  const asked = readParameters(body, { schema });
  checkType(asked.Type);
  const record = findFunction(platform, asked);
  record.triggers.splice(record.triggers.indexOf(findTrigger(record, asked.TriggerName)), 1);
  return {};
}
