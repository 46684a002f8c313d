/**
 * Declared timers against the triggers that are there. What is not declared stays unless it is asked to go: people make
 * triggers in the console.
 */

import { type Change, differences } from "./change.ts";
import type { DeployedTrigger } from "./deployed-function.ts";
import type { TimerModel } from "./function-model.ts";

export interface TriggerPlan {
  readonly create: readonly TimerModel[];
  readonly update: readonly TimerModel[];
  readonly remove: readonly DeployedTrigger[];
  /** Not declared, and left alone. */
  readonly stay: readonly DeployedTrigger[];
  readonly changes: readonly Change[];
}

export function compareTriggers(
  declared: readonly TimerModel[],
  deployed: readonly DeployedTrigger[],
  prune: boolean,
): TriggerPlan {
  const timers = new Map(deployed.flatMap(({ timer }) => (timer === null ? [] : [[timer.name, timer]])));
  const updates = declared.map((timer) => ({ timer, changes: timerChanges(timer, timers.get(timer.name)) }));
  const create = declared.filter(({ name }) => !timers.has(name));
  const names = new Set(declared.map(({ name }) => name));
  const others = deployed.filter(({ name, timer }) => timer === null || !names.has(name));
  const remove = prune ? others : [];
  return {
    create,
    update: updates.filter(({ changes }) => changes.length > 0).map(({ timer }) => timer),
    remove,
    stay: prune ? [] : others,
    changes: [
      ...create.map((timer) => ({
        step: "trigger" as const,
        field: `trigger ${timer.name}`,
        from: null,
        to: timerText(timer),
      })),
      ...updates.flatMap(({ changes }) => changes),
      ...remove.map((each) => ({
        step: "trigger" as const,
        field: `trigger ${each.name}`,
        from: triggerText(each),
        to: null,
      })),
    ],
  };
}

/** None of one that is not there: it is created. */
function timerChanges(declared: TimerModel, deployed: TimerModel | undefined): readonly Change[] {
  return deployed === undefined ? [] : differences("trigger", timerFields(declared), timerFields(deployed));
}

function timerFields({ name, cron, argument, enabled }: TimerModel): Record<string, string | null> {
  const of = `trigger ${name}`;
  return { [`${of}.cron`]: cron, [`${of}.argument`]: argument, [`${of}.enabled`]: String(enabled) };
}

export function timerText({ cron, argument, enabled }: TimerModel): string {
  return [cron, ...(argument === null ? [] : [`argument ${argument}`]), ...(enabled ? [] : ["off"])].join(", ");
}

export function triggerText({ type, description, timer }: DeployedTrigger): string {
  return timer === null ? `${type}: ${description}` : timerText(timer);
}
