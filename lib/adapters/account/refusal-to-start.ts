/**
 * Whether a function may be started, found out without starting it: a version is asked for that does not exist (vendor
 * page "Invoke", Qualifier). Who may not start it is refused for that, who may for the version.
 */

import * as z from "zod";
import { ServiceError } from "../../core/errors.ts";
import type { StartRefusal } from "../../ports/account.ts";
import type { FunctionName } from "../../ports/functions.ts";
import { askPlatform, type PlatformOptions } from "./ask-platform.ts";
import { isAbsent } from "./read-function.ts";

/** As an alias may be called, and none is. */
const noVersion = "job-audit-doctor-none";

export async function refusalToStart(
  options: PlatformOptions,
  name: FunctionName,
  signal: AbortSignal,
): Promise<StartRefusal> {
  const what = `Cannot see whether the function ${name.namespace}/${name.function} in ${name.region} may be started`;
  const parameters = { Qualifier: noVersion, InvocationType: "Event", ClientContext: "{}" };
  const question = { action: "Invoke", name, parameters, schema: z.object({ Result: z.object({}) }), what } as const;
  try {
    await askPlatform(options, question, signal);
    return "started";
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (isAboutVersion(error.serviceCode)) return "no such version";
    if (isAbsent(error.serviceCode)) return "no such function";
    throw error;
  }
}

/** Codes of the page "Error Codes" of SCF for a version or an alias that is not there. */
function isAboutVersion(code: string): boolean {
  return /^(ResourceNotFound|InvalidParameterValue)\.(Qualifier|Alias|Version|FunctionVersion)$/.test(code);
}
