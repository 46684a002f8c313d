/** DeleteFunction (vendor page of that name): with all its triggers. */

import * as z from "zod";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { requireDeletable } from "./function-state.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  Namespace: z.string().default("default"),
  Qualifier: z.string().optional(),
});

export function deleteFunction({ body, platform }: ActionCall): object {
  const record = findFunction(platform, readParameters(body, { schema }));
  requireDeletable(record);
  const { registry, transitions, settings } = platform;
  const end = () => registry.remove(record);
  transitions.begin(record, { during: "Deleting", ms: settings.stateMs.deleting, end });
  return {};
}
