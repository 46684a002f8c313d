/** GetFunction (vendor page of that name), with every field that the page tells of. */

import * as z from "zod";
import type { FunctionRecord } from "../function-record.ts";
import { readParameters } from "../read-parameters.ts";
import { readZip } from "../read-zip.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { flag } from "./function-fields.ts";
import { functionLine } from "./function-line.ts";
import { triggerAnswer } from "./trigger-answer.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  Namespace: z.string().default("default"),
  Qualifier: z.string().optional(),
  ShowCode: flag.default("FALSE"),
});

/** The page: a larger file is not shown. */
const maxShownBytes = 1024 * 1024;

export function getFunction({ body, platform }: ActionCall): object {
  const asked = readParameters(body, { schema });
  const record = findFunction(platform, asked);
  return {
    ...functionLine(record),
    ...configurationOf(record),
    ...notEmulated,
    CodeInfo: asked.ShowCode === "TRUE" ? codeText(record) : "",
    Triggers: record.triggers.map(triggerAnswer),
  };
}

function configurationOf(record: FunctionRecord): object {
  return {
    Handler: record.handler,
    CodeSize: record.code.length,
    CodeResult: "success",
    CodeError: "",
    ErrNo: 0,
    Timeout: record.timeout,
    MemorySize: record.memorySize,
    FunctionVersion: "$LATEST",
    Qualifier: "$LATEST",
    Environment: { Variables: Object.entries(record.environment).map(([Key, Value]) => ({ Key, Value })) },
    Role: record.role ?? "",
    ClsLogsetId: record.clsLogsetId,
    ClsTopicId: record.clsTopicId,
    AvailableStatus: "Available",
  };
}

/** What no function here has. */
const notEmulated = {
  VpcConfig: { VpcId: "", SubnetId: "" },
  UseGpu: "FALSE",
  InstallDependency: "FALSE",
  Tags: [],
  EipConfig: { EipFixed: "FALSE", Eips: [] },
  AccessInfo: { Host: "", Vip: "" },
  L5Enable: "FALSE",
  Layers: [],
  DeadLetterConfig: { Type: "", Name: "", FilterType: "" },
  PublicNetConfig: { PublicNetStatus: "ENABLE", EipConfig: { EipStatus: "DISABLE", EipAddress: [] } },
  OnsEnable: "FALSE",
  CfsConfig: { CfsInsList: [] },
  InitTimeout: 65,
  ImageConfig: null,
  ProtocolType: "",
  ProtocolParams: null,
  InstanceConcurrencyConfig: null,
  DnsCache: "FALSE",
  IntranetConfig: { IpFixed: "DISABLE", IpAddress: [] },
};

function codeText({ handler, code }: FunctionRecord): string {
  const [name] = handler.split(".");
  const files = readZip(code, Infinity);
  const content = [...files].find(([path]) => path.startsWith(`${name}.`))?.[1] ?? new Uint8Array();
  return content.length > maxShownBytes ? "" : Buffer.from(content).toString("utf8");
}
