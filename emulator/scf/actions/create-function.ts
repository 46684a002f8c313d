/** CreateFunction (vendor page of that name): event functions of zipped code. */

import * as z from "zod";
import { demand } from "../api-reply.ts";
import {
  checkDescription,
  checkHandler,
  checkMemory,
  checkName,
  checkRuntime,
  checkTimeout,
} from "../check-function.ts";
import type { FunctionRecord } from "../function-record.ts";
import { usualMaxAgeSeconds } from "../options.ts";
import { codeSchema, readCode } from "../read-code.ts";
import { environmentSchema, readEnvironment } from "../read-environment.ts";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, checkNamespace } from "./action.ts";
import { checkRole, flag, logsOf } from "./function-fields.ts";
import { beginCreation } from "./function-state.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  Code: codeSchema,
  CodeSource: z.string().optional(),
  Handler: z.string().default(""),
  Description: z.string().default(""),
  MemorySize: z.int().default(128),
  Timeout: z.int().default(3),
  Environment: environmentSchema.default({ Variables: [] }),
  Runtime: z.string().default("Python2.7"),
  Namespace: z.string().default("default"),
  Role: z.string().default(""),
  ClsLogsetId: z.string().default(""),
  ClsTopicId: z.string().default(""),
  Type: z.literal("Event").default("Event"),
  InstallDependency: z.literal("FALSE").optional(),
  AsyncRunEnable: flag.default("FALSE"),
  TraceEnable: z.literal("FALSE").optional(),
  AutoCreateClsTopic: flag.default("TRUE"),
  AutoDeployClsTopicIndex: flag.optional(),
});

const notEmulated = [
  "VpcConfig",
  "Layers",
  "DeadLetterConfig",
  "PublicNetConfig",
  "CfsConfig",
  "InitTimeout",
  "Tags",
  "ProtocolType",
  "ProtocolParams",
  "InstanceConcurrencyConfig",
  "DnsCache",
  "IntranetConfig",
];

/** Page "Quota Limits": of one namespace. */
const maxFunctions = 50;
const maxInlineBytes = 50 * 1024 * 1024;
/** Page "Error Types and Retry Policies": what asynchronous invocations begin with. */
const usualRetry = { attempts: 2, maxAgeSeconds: usualMaxAgeSeconds };

type Asked = z.output<typeof schema>;

export async function createFunction(call: ActionCall): Promise<object> {
  const { platform, region } = call;
  const asked = readParameters(call.body, { schema, notEmulated });
  const environment = checkAsked(call, asked);
  checkSource(asked);
  const code = await readCode(platform, { source: asked.Code, region, maxInlineBytes });
  checkHandler(asked.Handler, asked.Runtime, code.files);
  checkRoom(call, asked);
  const parts = { environment, code: code.zip, codeSha256: code.sha256 };
  const record = recordOf(call, asked, parts);
  platform.registry.put(record);
  beginCreation(call, record);
  return {};
}

function checkAsked({ platform }: ActionCall, asked: Asked): FunctionRecord["environment"] {
  const { settings } = platform;
  checkNamespace(settings, asked.Namespace);
  checkName(asked.FunctionName, asked.Namespace);
  checkDescription(asked.Description);
  checkRuntime(asked.Runtime, settings.runtimes);
  checkMemory(asked.MemorySize);
  checkTimeout(asked.Timeout, asked.AsyncRunEnable === "TRUE");
  checkRole(settings, asked.Role);
  return readEnvironment(asked.Environment);
}

function checkSource({ CodeSource, Code }: Asked): void {
  const given = Code.ZipFile === undefined ? "Cos" : "ZipFile";
  const named = CodeSource === undefined || CodeSource === given;
  demand(named, "InvalidParameterValue.CodeSource", `CodeSource is ${CodeSource}; the code is given as ${given}`);
}

/** Asked last, and nothing waits after it: two creations at once cannot both find the name free. */
function checkRoom({ platform }: ActionCall, { Namespace, FunctionName }: Asked): void {
  const free = platform.registry.find(Namespace, FunctionName) === null;
  demand(free, "ResourceInUse.FunctionName", `there is a function ${FunctionName} already`);
  const count = platform.registry.list(Namespace).length;
  demand(count < maxFunctions, "LimitExceeded.Function", `${Namespace} has ${count} functions of ${maxFunctions}`);
}

type CodeParts = Pick<FunctionRecord, "environment" | "code" | "codeSha256">;

function recordOf({ platform, now }: ActionCall, asked: Asked, parts: CodeParts): FunctionRecord {
  const logs = logsOf(asked, asked.AutoCreateClsTopic === "TRUE" ? platform.ownLogs : () => null);
  return {
    ...parts,
    namespace: asked.Namespace,
    name: asked.FunctionName,
    description: asked.Description,
    handler: asked.Handler,
    runtime: asked.Runtime,
    memorySize: asked.MemorySize,
    timeout: asked.Timeout,
    role: asked.Role === "" ? null : asked.Role,
    clsLogsetId: logs?.logsetId ?? "",
    clsTopicId: logs?.topicId ?? "",
    status: "Creating",
    statusReasons: [],
    createdAt: now,
    modifiedAt: now,
    retry: usualRetry,
    asyncRun: asked.AsyncRunEnable === "TRUE",
    triggers: [],
  };
}
