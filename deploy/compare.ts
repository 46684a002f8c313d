/**
 * What is declared against what is deployed: every difference, field by field, in the order in which a deployment makes
 * them good. Values of the environment are compared and never told.
 */

import { type Change, differences, type Fields, type Step } from "./change.ts";
import { codeMark } from "./code-mark.ts";
import { compareTriggers, type TriggerPlan } from "./compare-triggers.ts";
import type { DeployedFunction } from "./deployed-function.ts";
import type { FunctionModel, PackedFunction } from "./function-model.ts";

export interface FunctionPlan {
  readonly packed: PackedFunction;
  /** Null: there is no such function yet. */
  readonly deployed: DeployedFunction | null;
  readonly changes: readonly Change[];
  readonly triggers: TriggerPlan;
  /** Why it cannot be deployed, and what to do; null: it can. */
  readonly refusal: string | null;
}

export interface CompareOptions {
  /** Removes triggers that the model lacks. */
  readonly prune: boolean;
  /** Sends the code even where it is the same. */
  readonly force: boolean;
}

/** For a function that the platform lets nobody mend. */
export const anew = "run `npx serverless remove`, which leaves the reports, and deploy again";

/** In place of a variable's value. */
export const hidden = "(hidden)";

export function compareFunction(
  packed: PackedFunction,
  deployed: DeployedFunction | null,
  { prune, force }: CompareOptions,
): FunctionPlan {
  const { model } = packed;
  const triggers = compareTriggers(model.triggers, deployed?.triggers ?? [], prune);
  const changes = [
    ...(deployed === null ? creation(packed) : updates(packed, deployed, force)),
    ...differences("retry", retryFields(model.retry), deployed?.retry ? retryFields(deployed.retry) : {}),
    ...triggers.changes,
  ];
  return { packed, deployed, changes, triggers, refusal: deployed && refusalOf(model, deployed) };
}

function creation({ model, sha256 }: PackedFunction): readonly Change[] {
  const { handler, runtime } = model;
  return [
    ...differences("create", { code: codeMark(sha256), handler, runtime, ...configuration(model) }, {}),
    ...environmentChanges("create", model.environment, {}),
  ];
}

function updates({ model, sha256 }: PackedFunction, deployed: DeployedFunction, force: boolean): readonly Change[] {
  const wanted = codeMark(sha256);
  const code = differences(
    "code",
    { code: wanted, handler: model.handler },
    { code: deployed.code, handler: deployed.handler },
  );
  // Nobody can tell what of an update that failed was kept.
  const again = code.length === 0 && (force || deployed.status === "UpdateFailed");
  return [
    ...(again ? [{ step: "code" as const, field: "code", from: wanted, to: wanted }] : code),
    ...differences("configuration", configuration(model), configuration(seenBy(model, deployed))),
    ...environmentChanges("configuration", model.environment, deployed.environment),
  ];
}

/** Whatever topic the platform chose is right where the model names none. */
function seenBy(model: FunctionModel, deployed: DeployedFunction) {
  return model.logs === null ? { ...deployed, logs: null } : deployed;
}

type Configured = Pick<FunctionModel, "description" | "memorySize" | "timeout" | "role" | "logs">;

function configuration(of: Configured): Fields {
  return {
    description: of.description || null,
    memorySize: `${of.memorySize} MB`,
    timeout: `${of.timeout} s`,
    role: of.role,
    logs: of.logs && `logset ${of.logs.logsetId}, topic ${of.logs.topicId}`,
  };
}

function retryFields({ attempts, maxAgeSeconds }: Partial<FunctionModel["retry"]>): Fields {
  return {
    "retry.attempts": attempts === undefined ? null : String(attempts),
    "retry.maxAgeSeconds": maxAgeSeconds === undefined ? null : `${maxAgeSeconds} s`,
  };
}

function environmentChanges(step: Step, wanted: Fields, there: Fields): readonly Change[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(there)])];
  return names
    .filter((name) => wanted[name] !== there[name])
    .map((name) => ({
      step,
      field: `environment.${name}`,
      from: Object.hasOwn(there, name) ? hidden : null,
      to: Object.hasOwn(wanted, name) ? hidden : null,
    }));
}

function refusalOf(model: FunctionModel, { runtime, status, reason }: DeployedFunction): string | null {
  if (status === "CreateFailed") return `its creation failed (${reason}), and it cannot be updated; ${anew}`;
  if (runtime === model.runtime) return null;
  const seen = `it runs on ${runtime}, serverless.yml says ${model.runtime}, and the platform changes no runtime`;
  return `${seen}; put ${runtime} back, or ${anew}`;
}
