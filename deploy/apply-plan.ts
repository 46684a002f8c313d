/**
 * Makes one function what it is declared to be: created, or its code, then its configuration; then what becomes of failed
 * invocations, and its triggers last, so that none starts half of a deployment. Whatever of it a deployment that was
 * killed has done already is no change any more.
 */

import type { Step } from "./change.ts";
import { codeMark, withCodeMark } from "./code-mark.ts";
import type { FunctionPlan } from "./compare.ts";
import { timerText } from "./compare-triggers.ts";
import type { FunctionModel, PackedFunction } from "./function-model.ts";
import type { CodeUpdate, ScfApi } from "./scf/scf-api.ts";
import { type WaitParts, waitUntilActive } from "./wait-until-settled.ts";

export interface ApplyParts extends WaitParts {
  readonly api: ScfApi;
  /** The code as a call holds it: itself, or where it was put. */
  readonly codeOf: (packed: PackedFunction) => Promise<CodeUpdate["code"]>;
}

/** Throws what the API and the waiting throw. What was done before that stays done. */
export async function applyPlan(parts: ApplyParts, plan: FunctionPlan): Promise<void> {
  const { model } = plan.packed;
  const steps = new Set(plan.changes.map(({ step }) => step));
  if (steps.has("create")) await create(parts, plan.packed);
  else await update(parts, plan.packed, steps);
  if (steps.has("retry")) {
    await parts.api.setRetry(model.name, model.retry);
    const { attempts, maxAgeSeconds } = model.retry;
    parts.tell(`${model.name}: failed starts are tried ${attempts} more times, none after ${maxAgeSeconds} s`);
  }
  await applyTriggers(parts, plan);
}

async function create(parts: ApplyParts, packed: PackedFunction): Promise<void> {
  const { model } = packed;
  parts.tell(`${model.name}: creating it with the code ${codeText(packed)}`);
  const { handler: Handler, runtime: Runtime } = model;
  const Code = await parts.codeOf(packed);
  const request = { ...configurationRequest(packed), Handler, Runtime, Type: "Event", Code };
  await waitUntilActive(parts, model.name, await parts.api.create(request));
}

async function update(parts: ApplyParts, packed: PackedFunction, steps: ReadonlySet<Step>): Promise<void> {
  const { name, handler } = packed.model;
  if (steps.has("code")) {
    parts.tell(`${name}: updating its code to ${codeText(packed)}`);
    const code = await parts.codeOf(packed);
    await waitUntilActive(parts, name, await parts.api.updateCode(name, { code, handler }));
  }
  // The description tells the code.
  if (steps.has("code") || steps.has("configuration")) {
    parts.tell(`${name}: updating its configuration`);
    await waitUntilActive(parts, name, await parts.api.updateConfiguration(configurationRequest(packed)));
  }
}

function codeText({ sha256, bytes }: PackedFunction): string {
  return `${codeMark(sha256)} (${Math.round(bytes / 1024)} KB)`;
}

function configurationRequest({ model, sha256 }: PackedFunction) {
  return {
    FunctionName: model.name,
    Description: withCodeMark(model.description, sha256),
    MemorySize: model.memorySize,
    Timeout: model.timeout,
    Environment: { Variables: variablesOf(model) },
    Role: model.role ?? "",
    ...(model.logs && { ClsLogsetId: model.logs.logsetId, ClsTopicId: model.logs.topicId }),
  };
}

function variablesOf({ environment }: FunctionModel) {
  return Object.entries(environment).map(([Key, Value]) => ({ Key, Value }));
}

async function applyTriggers({ api, tell }: ApplyParts, { packed, triggers }: FunctionPlan): Promise<void> {
  const { name } = packed.model;
  for (const timer of triggers.create) {
    await api.createTrigger(name, timer);
    tell(`${name}: trigger ${timer.name} created: ${timerText(timer)}`);
  }
  for (const timer of triggers.update) {
    await api.updateTrigger(name, timer);
    tell(`${name}: trigger ${timer.name} updated: ${timerText(timer)}`);
  }
  for (const trigger of triggers.remove) {
    await api.deleteTrigger(name, trigger);
    tell(`${name}: trigger ${trigger.name} removed`);
  }
}
