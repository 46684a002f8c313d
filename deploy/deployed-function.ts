/** A function as the platform has it, in the words of the model. What an answer leaves out is told as empty. */

import { readCodeMark } from "./code-mark.ts";
import type { FunctionModel, TimerModel } from "./function-model.ts";
import type { ScfApi } from "./scf/scf-api.ts";

type Same = "handler" | "runtime" | "memorySize" | "timeout" | "environment" | "role" | "description";

export interface DeployedFunction extends Pick<FunctionModel, Same> {
  readonly status: string;
  /** Why it failed, in the platform's words; empty as long as it did not. */
  readonly reason: string;
  /** The first digits of the hash of its zip; null: not known. */
  readonly code: string | null;
  readonly codeBytes: number | null;
  /** As the platform tells it, in China's time. */
  readonly modified: string;
  readonly logs: { readonly logsetId: string; readonly topicId: string } | null;
  /** Null: it is in the middle of a change, or none can be made of it. */
  readonly retry: Partial<FunctionModel["retry"]> | null;
  readonly triggers: readonly DeployedTrigger[];
}

export interface DeployedTrigger {
  readonly name: string;
  readonly type: string;
  /** As the platform tells it. */
  readonly description: string;
  /** Null: it is not one of a timer. */
  readonly timer: TimerModel | null;
}

type FunctionAnswer = NonNullable<Awaited<ReturnType<ScfApi["find"]>>>;
type TriggerAnswer = Awaited<ReturnType<ScfApi["triggers"]>>[number];

/** Vendor page "Function and Layer Status Description": a failed update leaves the function as it was. */
const usable: ReadonlySet<string> = new Set(["Active", "UpdateFailed"]);

/** Asks for the rest of what is to be known of a function that was found. */
export async function readDeployed(api: ScfApi, name: string, found: FunctionAnswer): Promise<DeployedFunction> {
  const triggers = await api.triggers(name);
  const retry = usable.has(found.Status ?? "") ? await api.retry(name) : null;
  return { ...configurationOf(found), ...stateOf(found), retry, triggers: triggers.map(readTrigger) };
}

function configurationOf(found: FunctionAnswer) {
  const { ClsLogsetId: logsetId, ClsTopicId: topicId } = found;
  const variables = (found.Environment?.Variables ?? []).map(({ Key, Value }) => [Key, Value] as const);
  return {
    ...readCodeMark(found.Description ?? ""),
    handler: found.Handler ?? "",
    runtime: found.Runtime ?? "",
    memorySize: found.MemorySize ?? 0,
    timeout: found.Timeout ?? 0,
    environment: Object.fromEntries(variables),
    role: found.Role || null,
    logs: logsetId && topicId ? { logsetId, topicId } : null,
  };
}

function stateOf(found: FunctionAnswer) {
  return {
    status: found.Status ?? "",
    reason: failureText(found),
    codeBytes: found.CodeSize ?? null,
    modified: found.ModTime ?? "",
  };
}

/** The platform's own words for why a function is as it is. */
export function failureText({ StatusReasons, StatusDesc }: FunctionAnswer): string {
  const reasons = (StatusReasons ?? []).map(({ ErrorCode, ErrorMessage }) => `${ErrorCode}: ${ErrorMessage}`);
  return reasons.join("; ") || (StatusDesc ?? "");
}

function readTrigger(answer: TriggerAnswer): DeployedTrigger {
  const { TriggerName: name = "", Type: type = "", TriggerDesc: description = "" } = answer;
  return { name, type, description, timer: type === "timer" ? timerOf(answer, { name, description }) : null };
}

function timerOf(answer: TriggerAnswer, { name, description }: { name: string; description: string }): TimerModel {
  const [, cron = description] = /"cron"\s*:\s*"([^"]*)"/.exec(description) ?? [];
  return { name, cron, argument: answer.CustomArgument || null, enabled: answer.Enable === 1 };
}
