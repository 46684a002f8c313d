/** Options of deployed functions: what runs them, what they may ask for, and how long their states take. */

import type { CosBucket } from "../cos/call.ts";
import type { ObjectStorage } from "../cos/object-storage.ts";
import type { ActionFault } from "./action-faults.ts";
import type { FunctionRunner } from "./function-runner.ts";

export interface DeploymentOptions {
  readonly runner: FunctionRunner;
  /** Epoch milliseconds: the clock of states and of the times that answers tell; the emulator's own by default. */
  readonly now?: () => number;
  /** Beside the platform's own. */
  readonly namespaces?: readonly string[];
  /** Runtimes beside those that the page "CreateFunction" lists. */
  readonly runtimes?: readonly string[];
  readonly stateMs?: Partial<StateTimes>;
  /** Where code may lie that is not sent along; without it there is no bucket. */
  readonly objects?: CodeObjects;
  /** Whether there is such a role; without it every role exists. */
  readonly hasRole?: (name: string) => boolean;
  readonly faults?: readonly ActionFault[];
}

interface StateTimes {
  readonly creating: number;
  readonly updating: number;
  readonly deleting: number;
}

export interface CodeObjects {
  readonly buckets: readonly CosBucket[];
  readonly storage: ObjectStorage;
}

export interface DeploymentSettings extends Required<Omit<DeploymentOptions, "objects" | "stateMs">> {
  readonly stateMs: StateTimes;
  readonly objects: CodeObjects | null;
}

/** The vendor tells no times; these are long enough for a client that does not wait to be found out. */
const usualStateMs: StateTimes = { creating: 2000, updating: 1000, deleting: 1000 };

export function withUsualDeployments(options: DeploymentOptions, namespace: string): DeploymentSettings {
  return {
    runner: options.runner,
    now: options.now ?? Date.now,
    namespaces: [...new Set([namespace, "default", ...(options.namespaces ?? [])])],
    runtimes: options.runtimes ?? ["Nodejs20.19"],
    stateMs: { ...usualStateMs, ...options.stateMs },
    objects: options.objects ?? null,
    hasRole: options.hasRole ?? (() => true),
    faults: options.faults ?? [],
  };
}
