/** ListTriggers (vendor page of that name), a page at a time. */

import * as z from "zod";
import { demand } from "../api-reply.ts";
import type { TriggerRecord } from "../function-record.ts";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { pageOf, type Rank, sortBy } from "./list-page.ts";
import { triggerAnswer } from "./trigger-answer.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  Namespace: z.string().default("default"),
  Offset: z.int().default(0),
  Limit: z.int().default(20),
  OrderBy: z.string().default("mod_time"),
  Order: z.string().default("DESC"),
});

const ranks: ReadonlyMap<string, Rank<TriggerRecord>> = new Map([
  ["add_time", ({ createdAt }: TriggerRecord) => createdAt],
  ["mod_time", ({ modifiedAt }: TriggerRecord) => modifiedAt],
]);

export function listTriggers({ body, platform }: ActionCall): object {
  const asked = readParameters(body, { schema, notEmulated: ["Filters"] });
  const { triggers } = findFunction(platform, asked);
  const rank = ranks.get(asked.OrderBy);
  demand(rank !== undefined, "InvalidParameterValue.OrderBy", `OrderBy is ${asked.OrderBy}`);
  const page = pageOf(sortBy(triggers, rank, asked.Order), asked);
  return { Triggers: page.map(triggerAnswer), TotalCount: triggers.length };
}
