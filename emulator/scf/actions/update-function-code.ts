/** UpdateFunctionCode (vendor page of that name): other code under the same configuration. */

import * as z from "zod";
import { demand } from "../api-reply.ts";
import { checkHandler } from "../check-function.ts";
import { type CodeSource, codeFields, codeSchema, readCode } from "../read-code.ts";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { beginUpdate, requireUsable } from "./function-state.ts";

const schema = z.strictObject({
  ...codeFields,
  FunctionName: z.string(),
  Namespace: z.string().default("default"),
  Handler: z.string().optional(),
  Code: codeSchema.optional(),
  CodeSource: z.enum(["ZipFile", "Cos"]).optional(),
  InstallDependency: z.literal("FALSE").optional(),
  Publish: z.literal("FALSE").optional(),
});

const notEmulated = ["EnvId"];
const maxInlineBytes = 20 * 1024 * 1024;

export async function updateFunctionCode(call: ActionCall): Promise<object> {
  const { platform, region } = call;
  const asked = readParameters(call.body, { schema, notEmulated });
  findFunction(platform, asked);
  const code = await readCode(platform, { source: sourceOf(asked), region, maxInlineBytes });
  const record = findFunction(platform, asked);
  requireUsable(record, "FailedOperation.UpdateFunctionCode");
  const handler = asked.Handler ?? record.handler;
  checkHandler(handler, record.runtime, code.files);
  beginUpdate(call, record, () => {
    record.code = code.zip;
    record.codeSha256 = code.sha256;
    record.handler = handler;
  });
  return {};
}

/** The fields of Code may stand beside the others as well, though not in both places. */
function sourceOf({ Code, ...beside }: z.output<typeof schema>): CodeSource {
  const { ZipFile, CosBucketName, CosObjectName } = beside;
  const alone = Code === undefined || [ZipFile, CosBucketName, CosObjectName].every((each) => each === undefined);
  demand(alone, "InvalidParameterValue.Code", "the code is given twice, in Code and beside it");
  return Code ?? beside;
}
