/** A plan as people and programs read it. */

import { amount } from "../lib/core/words.ts";
import type { Change } from "./change.ts";
import { type FunctionPlan, hidden } from "./compare.ts";
import { triggerText } from "./compare-triggers.ts";

/** Every function with what would change, and what of it stays though serverless.yml lacks it. */
export function planText(plans: readonly FunctionPlan[]): string {
  return plans
    .map((plan) => [`${plan.packed.model.name}: ${verdict(plan)}`, ...planLines(plan)].join("\n  "))
    .join("\n");
}

function verdict({ deployed, changes, refusal }: FunctionPlan): string {
  if (refusal !== null) return `cannot be deployed: ${refusal}`;
  const state = deployed === null || deployed.status === "Active" ? "" : ` (${deployed.status} now)`;
  if (deployed === null) return "to be created";
  return (changes.length === 0 ? "nothing to change" : `${amount(changes.length, "change")}`) + state;
}

function planLines({ deployed, changes, triggers }: FunctionPlan): readonly string[] {
  const staying = triggers.stay.map((trigger) => {
    return `trigger ${trigger.name}: ${triggerText(trigger)}: not in serverless.yml; it stays (--prune removes it)`;
  });
  const lines = changes.map((change) => (deployed === null ? `${change.field}: ${change.to}` : changeText(change)));
  return [...lines, ...staying];
}

function changeText({ field, from, to }: Change): string {
  if (from === hidden || to === hidden) return `${field}: ${hiddenChange(from, to)}`;
  if (from === to) return `${field}: ${to}, sent again`;
  return `${field}: ${from ?? "none"} -> ${to ?? "none"}`;
}

function hiddenChange(from: string | null, to: string | null): string {
  if (from === null) return "added";
  return to === null ? "removed" : "changed";
}

/** `1 to create, 2 to change, 1 as it is`. */
export function planSummary(plans: readonly FunctionPlan[], [created, changed]: readonly [string, string]): string {
  const fresh = plans.filter(({ deployed }) => deployed === null).length;
  const other = plans.filter(({ deployed, changes }) => deployed !== null && changes.length > 0).length;
  const parts = [
    [fresh, created],
    [other, changed],
    [plans.length - fresh - other, "as declared"],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.join(", ");
}

export function planObject({ packed, deployed, changes, triggers, refusal }: FunctionPlan): object {
  return {
    function: packed.model.key,
    name: packed.model.name,
    status: deployed?.status ?? null,
    code: packed.sha256,
    bytes: packed.bytes,
    changes,
    stay: triggers.stay.map((trigger) => ({ trigger: trigger.name, what: triggerText(trigger) })),
    refusal,
  };
}
