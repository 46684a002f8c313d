/** UpdateFunctionConfiguration (vendor page of that name). What is left out stays as it is. */

import * as z from "zod";
import { demand } from "../api-reply.ts";
import { checkDescription, checkMemory, checkTimeout } from "../check-function.ts";
import type { FunctionRecord } from "../function-record.ts";
import { environmentSchema, readEnvironment } from "../read-environment.ts";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { checkRole, flag, logsOf } from "./function-fields.ts";
import { beginUpdate, requireUsable } from "./function-state.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  Namespace: z.string().default("default"),
  Description: z.string().optional(),
  MemorySize: z.int().optional(),
  Timeout: z.int().optional(),
  Runtime: z.string().optional(),
  Environment: environmentSchema.optional(),
  Role: z.string().optional(),
  ClsLogsetId: z.string().optional(),
  ClsTopicId: z.string().optional(),
  InstallDependency: z.literal("FALSE").optional(),
  Publish: z.literal("FALSE").optional(),
  L5Enable: flag.optional(),
});

const notEmulated = [
  "VpcConfig",
  "Layers",
  "DeadLetterConfig",
  "PublicNetConfig",
  "CfsConfig",
  "InitTimeout",
  "ProtocolParams",
  "InstanceConcurrencyConfig",
  "DnsCache",
  "IntranetConfig",
  "IgnoreSysLog",
];

export function updateFunctionConfiguration(call: ActionCall): object {
  const asked = readParameters(call.body, { schema, notEmulated });
  const record = findFunction(call.platform, asked);
  requireUsable(record, "FailedOperation.UpdateFunctionConfiguration");
  const { Runtime = record.runtime } = asked;
  demand(Runtime === record.runtime, "InvalidParameterValue.Runtime", `Runtime is ${record.runtime} and cannot change`);
  const changes = changesOf(call, asked, record);
  beginUpdate(call, record, () => Object.assign(record, changes));
  return {};
}

function changesOf({ platform }: ActionCall, asked: z.output<typeof schema>, record: FunctionRecord) {
  const { Description = record.description, MemorySize = record.memorySize, Timeout = record.timeout } = asked;
  const { ClsLogsetId = record.clsLogsetId, ClsTopicId = record.clsTopicId, Role = record.role ?? "" } = asked;
  checkDescription(Description);
  checkMemory(MemorySize);
  checkTimeout(Timeout, record.asyncRun);
  checkRole(platform.settings, Role);
  const logs = logsOf({ ClsLogsetId, ClsTopicId }, () => null);
  return {
    description: Description,
    memorySize: MemorySize,
    timeout: Timeout,
    environment: asked.Environment === undefined ? record.environment : readEnvironment(asked.Environment),
    role: Role === "" ? null : Role,
    clsLogsetId: logs?.logsetId ?? "",
    clsTopicId: logs?.topicId ?? "",
  } satisfies Partial<FunctionRecord>;
}
