/** From serverless.yml, its variables resolved, to the model: every value judged, and what the provider says handed down. */

import { describeProblems } from "../lib/config/settings-problems.ts";
import { ConfigError } from "../lib/core/errors.ts";
import type { DeployModel, FunctionModel, TimerModel } from "./function-model.ts";
import { modelProblems } from "./model-problems.ts";
import { type FunctionFile, type ProviderFile, serviceSchema } from "./service-schema.ts";

/** Throws one `ConfigError` whose `problems` name the path of each field and the values allowed. */
export function readModel({
  provider,
  functions,
}: {
  readonly provider: unknown;
  readonly functions: unknown;
}): DeployModel {
  const service = { provider, functions };
  const parsed = serviceSchema.safeParse(service);
  if (!parsed.success) throw refusal(describeProblems(parsed.error.issues, service, []));
  const model = toModel(parsed.data.provider, Object.entries(parsed.data.functions));
  const problems = modelProblems(model);
  if (problems.length > 0) throw refusal(problems);
  return model;
}

function refusal(problems: readonly string[]): ConfigError {
  return new ConfigError("Cannot use serverless.yml", { problems });
}

function toModel(provider: ProviderFile, functions: readonly (readonly [string, FunctionFile])[]): DeployModel {
  return {
    region: provider.region,
    namespace: provider.namespace,
    endpoint: provider.endpoint || null,
    code: provider.code || null,
    functions: functions.map(([key, file]) => toFunction(key, file, provider)),
  };
}

const usual = { runtime: "Nodejs20.19", memorySize: 512, timeout: 900, retry: { attempts: 2, maxAgeSeconds: 21_600 } };

function toFunction(key: string, file: FunctionFile, provider: ProviderFile): FunctionModel {
  const { name, description, entry, handler } = file;
  const logs = file.logs ?? provider.logs;
  return {
    key,
    name,
    description,
    entry,
    handler,
    runtime: file.runtime ?? provider.runtime ?? usual.runtime,
    memorySize: file.memorySize ?? provider.memorySize ?? usual.memorySize,
    timeout: file.timeout ?? provider.timeout ?? usual.timeout,
    environment: { ...provider.environment, ...file.environment },
    role: (file.role ?? provider.role) || null,
    logs: logs && logs.topicId !== "" ? logs : null,
    retry: file.retry ?? provider.retry ?? usual.retry,
    triggers: (file.events ?? []).flatMap(({ timer }) => (timer === undefined ? [] : [toTimer(timer)])),
  };
}

function toTimer({
  name,
  cron,
  argument,
  enabled,
}: NonNullable<NonNullable<FunctionFile["events"]>[0]["timer"]>): TimerModel {
  return { name, cron: cron.trim().split(/\s+/).join(" "), argument: argument || null, enabled };
}
