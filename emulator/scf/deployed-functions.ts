/** The part of the platform that functions are deployed to: their records, and the actions on them. */

import { createActionFaults } from "./action-faults.ts";
import type { Platform } from "./actions/action.ts";
import { actions } from "./actions/table.ts";
import { ApiRefusal } from "./api-reply.ts";
import type { DeploymentSettings } from "./deployments.ts";
import type { ApiCall } from "./read-call.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { createTransitions, settledRegistry } from "./transitions.ts";

export interface DeployedFunctions {
  readonly settings: DeploymentSettings;
  /** Tells states as they are by now. */
  readonly registry: Registry;
  /** Carries an action out, unless it is scripted to fail. Rejects with `ApiRefusal`. */
  act(call: ApiCall, otherwise: (call: ApiCall) => Promise<object>): Promise<object>;
}

export function createDeployedFunctions(settings: DeploymentSettings, newId: () => string): DeployedFunctions {
  const transitions = createTransitions(settings.now);
  const registry = settledRegistry(createRegistry(), transitions.settle);
  const faultOf = createActionFaults(settings.faults);
  const platform: Platform = { registry, transitions, settings, ownLogs: createOwnLogs(newId) };

  async function act(call: ApiCall, otherwise: (call: ApiCall) => Promise<object>): Promise<object> {
    const { code, message = "scripted", how = "refuse" } = faultOf(call.action) ?? { how: "none" as const };
    if (code !== undefined && how === "refuse") throw new ApiRefusal(code, message);
    const failure = code !== undefined && how === "fail" ? { code, message } : null;
    const action = Object.hasOwn(actions, call.action) ? actions[call.action] : undefined;
    const { body, region } = call;
    const done = action
      ? await action({ platform, body, region, now: settings.now(), failure })
      : await otherwise(call);
    if (code !== undefined && how === "lose") throw new ApiRefusal(code, message);
    return done;
  }

  return { settings, registry, act };
}

/** The platform's own logset and topic: made when they are first needed, and the same for all functions. */
function createOwnLogs(newId: () => string): Platform["ownLogs"] {
  let made: ReturnType<Platform["ownLogs"]> | null = null;
  return () => {
    made ??= { logsetId: newId(), topicId: newId() };
    return made;
  };
}
