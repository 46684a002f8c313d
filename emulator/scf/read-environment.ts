/** A function's own variables (vendor pages "Environment Variables", "Quota Limits" and "Data Types"). */

import * as z from "zod";
import { demand } from "./api-reply.ts";

export const environmentSchema = z.strictObject({
  Variables: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
});

const maxBytes = 4 * 1024;

/** Throws `ApiRefusal`. */
export function readEnvironment({ Variables }: z.output<typeof environmentSchema>): Readonly<Record<string, string>> {
  for (const { Key } of Variables) checkKey(Key);
  const environment = Object.fromEntries(Variables.map(({ Key, Value }) => [Key, Value]));
  const distinct = Object.keys(environment).length === Variables.length;
  demand(distinct, "InvalidParameterValue.Environment", "Environment has a key twice");
  const bytes = Variables.reduce((sum, { Key, Value }) => sum + Buffer.byteLength(Key) + Buffer.byteLength(Value), 0);
  const limit = `Environment has ${bytes} bytes of ${maxBytes}`;
  demand(bytes <= maxBytes, "InvalidParameterValue.EnvironmentExceededLimit", limit);
  return environment;
}

function checkKey(key: string): void {
  const formed = /^[A-Za-z][A-Za-z0-9_]{1,63}$/.test(key);
  const form = "2 to 64 letters, digits or _, a letter first";
  demand(
    formed,
    "InvalidParameterValue.Environment",
    `Environment: ${JSON.stringify(key)} is not of the form: ${form}`,
  );
  const own = !/^(SCF|QCLOUD|TENCENTCLOUD)_/.test(key);
  demand(own, "InvalidParameterValue.EnvironmentSystemProtect", `Environment: ${key} belongs to the platform`);
}
