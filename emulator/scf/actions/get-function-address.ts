/** GetFunctionAddress (vendor page of that name): the code's checksum, and an address that leads nowhere here. */

import * as z from "zod";
import { readParameters } from "../read-parameters.ts";
import { type ActionCall, findFunction } from "./action.ts";
import { requireUsable } from "./function-state.ts";

const schema = z.strictObject({
  FunctionName: z.string(),
  Namespace: z.string().default("default"),
  Qualifier: z.string().optional(),
});

export function getFunctionAddress({ body, platform }: ActionCall): object {
  const record = findFunction(platform, readParameters(body, { schema }));
  requireUsable(record, "FailedOperation.FunctionStatusError");
  const path = `${record.namespace}/${record.name}/${record.codeSha256}.zip`;
  return { Url: `https://function-code.invalid/${path}`, CodeSha256: record.codeSha256 };
}
