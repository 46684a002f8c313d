/** A deployed function as people and programs read it. Values of its environment are in neither. */

import { codeMark } from "./code-mark.ts";
import type { FunctionPlan } from "./compare.ts";
import { triggerText } from "./compare-triggers.ts";
import type { DeployedFunction, DeployedTrigger } from "./deployed-function.ts";
import { nextFiring } from "./next-firing.ts";

/** `now` in epoch milliseconds. */
export function infoText(plan: FunctionPlan, now: number): string {
  const { deployed } = plan;
  const { name } = plan.packed.model;
  if (deployed === null) return `${name}: not deployed`;
  const { status, reason } = deployed;
  return [
    `${name}: ${status}${reason === "" ? "" : ` (${reason})`}`,
    `code      ${codeText(deployed)}`,
    `runs      ${runText(deployed)}`,
    `variables ${Object.keys(deployed.environment).join(", ") || "none"}`,
    `logs      ${deployed.logs === null ? "no topic" : `topic ${deployed.logs.topicId}`}`,
    `retries   ${retryText(deployed)}`,
    ...deployed.triggers.map((trigger) => `trigger   ${trigger.name}: ${firingText(trigger, now)}`),
    `drift     ${driftText(plan)}`,
  ].join("\n  ");
}

function codeText({ code, codeBytes, modified }: DeployedFunction): string {
  const size = codeBytes === null ? "" : `, ${Math.round(codeBytes / 1024)} KB`;
  return `${code ?? "not of this program"}${size}, last changed ${modified}`;
}

function runText({ runtime, handler, memorySize, timeout, role }: DeployedFunction): string {
  return `${runtime}, ${handler}, ${memorySize} MB, ${timeout} s, ${role === null ? "no role" : `role ${role}`}`;
}

function retryText({ retry }: DeployedFunction): string {
  if (retry === null) return "not told in this state";
  return `${retry.attempts} more after a failed start, none after ${retry.maxAgeSeconds} s`;
}

function firingText(trigger: DeployedTrigger, now: number): string {
  const next = nextOf(trigger, now);
  return `${triggerText(trigger)}${next === null ? "" : `, next ${next}`}`;
}

/** In the time zone that the vendor's pages on CloudBase name; those on the function platform name none. */
function nextOf({ timer }: DeployedTrigger, now: number): string | null {
  if (timer === null || !timer.enabled) return null;
  return nextFiring(timer.cron, now);
}

function driftText({ changes, triggers, packed, deployed, refusal }: FunctionPlan): string {
  const fields = changes.map(({ field }) => field);
  const extra = triggers.stay.map(({ name }) => `trigger ${name} is not declared`);
  const found = [...(refusal === null ? [] : ["it cannot be deployed"]), ...fields, ...extra];
  if (found.length === 0) return "none: it is what serverless.yml declares";
  const code = fields.includes("code")
    ? ` (here ${codeMark(packed.sha256)}, there ${deployed?.code ?? "unknown"})`
    : "";
  return `${found.join(", ")}${code}: see npx serverless plan`;
}

export function infoObject({ packed, deployed, changes, triggers }: FunctionPlan, now: number): object {
  const { key, name } = packed.model;
  if (deployed === null) return { function: key, name, deployed: null };
  const { environment, triggers: there, ...rest } = deployed;
  return {
    function: key,
    name,
    deployed: {
      ...rest,
      variables: Object.keys(environment),
      triggers: there.map((trigger) => ({
        name: trigger.name,
        type: trigger.type,
        what: triggerText(trigger),
        next: nextOf(trigger, now),
      })),
    },
    drift: [...changes.map(({ field }) => field), ...triggers.stay.map(({ name: trigger }) => `trigger ${trigger}`)],
  };
}
