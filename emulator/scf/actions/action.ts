/** What an action of the API is given, and what all of them look up first. */

import { demand } from "../api-reply.ts";
import type { DeploymentSettings } from "../deployments.ts";
import type { FunctionRecord, StatusReason } from "../function-record.ts";
import type { Registry } from "../registry.ts";
import type { Transitions } from "../transitions.ts";

export interface Platform {
  /** Tells states as they are by now. */
  readonly registry: Registry;
  readonly transitions: Transitions;
  readonly settings: DeploymentSettings;
  /** The logset and topic that the platform makes for functions without one. */
  readonly ownLogs: () => { readonly logsetId: string; readonly topicId: string };
}

export interface ActionCall {
  readonly platform: Platform;
  /** JSON, not looked at yet. */
  readonly body: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Why what the call begins is to fail later; null: it is not. */
  readonly failure: StatusReason | null;
}

/** Returns the answer but for its RequestId; throws `ApiRefusal`. */
export type Action = (call: ActionCall) => object | Promise<object>;

interface FunctionKey {
  readonly FunctionName: string;
  readonly Namespace: string;
  readonly Qualifier?: string | undefined;
}

/** Throws `ApiRefusal` where there is none. The one version here is the latest. */
export function findFunction({ registry, settings }: Platform, key: FunctionKey): FunctionRecord {
  checkNamespace(settings, key.Namespace);
  const known = ["$LATEST", "$DEFAULT", undefined].includes(key.Qualifier);
  demand(known, "InvalidParameterValue.Qualifier", `there is no version ${key.Qualifier}`);
  const record = registry.find(key.Namespace, key.FunctionName);
  demand(record !== null, "ResourceNotFound.Function", `there is no function ${key.FunctionName}`);
  return record;
}

export function checkNamespace({ namespaces }: DeploymentSettings, name: string): void {
  demand(namespaces.includes(name), "ResourceNotFound.Namespace", `there is no namespace ${name}`);
}
