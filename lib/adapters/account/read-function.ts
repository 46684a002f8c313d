/** A deployed function, as the platform's API tells it (vendor page "GetFunction"). No code is asked for. */

import * as z from "zod";
import { ServiceError } from "../../core/errors.ts";
import type { DeployedFunction, DeployedTimer } from "../../ports/account.ts";
import type { FunctionName } from "../../ports/functions.ts";
import { askPlatform, type PlatformOptions } from "./ask-platform.ts";
import { parseJson } from "./parse-json.ts";

/** Null: no such function, or no such namespace. */
export async function readFunction(
  options: PlatformOptions,
  name: FunctionName,
  signal: AbortSignal,
): Promise<DeployedFunction | null> {
  const what = `Cannot look at the function ${name.namespace}/${name.function} in ${name.region}`;
  const question = { action: "GetFunction", name, parameters: {}, schema: functionSchema, what } as const;
  try {
    return toFunction(await askPlatform(options, question, signal));
  } catch (error) {
    if (error instanceof ServiceError && isAbsent(error.serviceCode)) return null;
    throw error;
  }
}

export function isAbsent(code: string): boolean {
  return /^ResourceNotFound\.(Function|FunctionName|Namespace)$/.test(code);
}

const triggerSchema = z.object({
  TriggerName: z.string(),
  Type: z.string(),
  TriggerDesc: z.string().default(""),
  Enable: z.int().default(1),
});

const functionSchema = z.object({
  Status: z.string(),
  Runtime: z.string(),
  MemorySize: z.number(),
  Timeout: z.number(),
  Role: z.string().nullish(),
  Environment: z.object({ Variables: z.array(z.object({ Key: z.string() })) }).nullish(),
  Triggers: z.array(triggerSchema).nullish(),
});

function toFunction(told: z.infer<typeof functionSchema>): DeployedFunction {
  return {
    status: told.Status,
    runtime: told.Runtime,
    memoryMb: told.MemorySize,
    timeoutSeconds: told.Timeout,
    role: told.Role || null,
    variables: (told.Environment?.Variables ?? []).map(({ Key }) => Key),
    timers: (told.Triggers ?? []).filter(({ Type }) => Type === "timer").map(toTimer),
  };
}

/** The description is JSON with the expression in it; some answers have the bare expression. */
function toTimer({ TriggerName, TriggerDesc, Enable }: z.infer<typeof triggerSchema>): DeployedTimer {
  const described = z.object({ cron: z.string() }).safeParse(parseJson(Buffer.from(TriggerDesc)));
  return { name: TriggerName, cron: described.success ? described.data.cron : TriggerDesc, enabled: Enable === 1 };
}
