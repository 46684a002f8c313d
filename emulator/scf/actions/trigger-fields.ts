/**
 * What triggers of functions may be: vendor pages "CreateTrigger", "UpdateTrigger", "Timer Trigger" and "Trigger
 * Configuration Description".
 *
 * Of the documented types timers alone are emulated. Each check throws `ApiRefusal`.
 */

import { ApiRefusal, demand } from "../api-reply.ts";
import { readCron } from "../cron.ts";
import type { FunctionRecord, TriggerRecord } from "../function-record.ts";

const otherTypes: ReadonlySet<string> = new Set(["cos", "cls", "ckafka", "http"]);
const maxArgumentBytes = 4 * 1024;

export function checkType(type: string): void {
  demand(!otherTypes.has(type), "UnsupportedOperation.Trigger", `triggers of type ${type} are not emulated`);
  demand(type === "timer", "InvalidParameterValue.Type", `there are no triggers of type ${type}`);
}

export function checkTriggerName(name: string): void {
  const formed = /^[A-Za-z0-9_-]{1,100}$/.test(name);
  demand(formed, "InvalidParameterValue.TriggerName", "TriggerName: 1 to 100 letters, digits, - or _");
}

/** The bare expression: it is told as JSON, and not taken so. */
export function checkCron(text: string): void {
  const read = readCron(text);
  if (typeof read === "string") throw new ApiRefusal("InvalidParameterValue.TriggerDesc", `TriggerDesc: ${read}`);
}

export function checkArgument(text: string): void {
  const bytes = Buffer.byteLength(text);
  const limit = `CustomArgument has ${bytes} bytes of ${maxArgumentBytes}`;
  demand(bytes <= maxArgumentBytes, "InvalidParameterValue.CustomArgument", limit);
}

export function readEnable(text: string): boolean {
  demand(text === "OPEN" || text === "CLOSE", "InvalidParameterValue.Enable", `Enable is ${text}, not OPEN or CLOSE`);
  return text === "OPEN";
}

export function findTrigger({ triggers, name }: FunctionRecord, triggerName: string): TriggerRecord {
  const found = triggers.find((trigger) => trigger.name === triggerName);
  demand(found !== undefined, "ResourceNotFound.Trigger", `function ${name} has no trigger ${triggerName}`);
  return found;
}
