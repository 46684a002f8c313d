/**
 * An action's parameters, by a schema that names those of the action's page and no other.
 *
 * What the page documents and this emulator does not do is refused by name, so that nobody believes it was heeded.
 */

import type * as z from "zod";
import { type ApiCode, ApiRefusal } from "./api-reply.ts";

export interface ParameterForm<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Names of parameters that are documented and not emulated. */
  readonly notEmulated?: readonly string[];
}

/** Throws `ApiRefusal`. */
export function readParameters<Schema extends z.ZodType>(
  body: string,
  { schema, notEmulated = [] }: ParameterForm<Schema>,
): z.output<Schema> {
  const sent = parseJson(body);
  refuseNotEmulated(sent, notEmulated);
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues as [z.core.$ZodIssue];
  throw new ApiRefusal(codeOf(issue, sent), `${issue.path.join(".")}: ${issue.message}`);
}

function refuseNotEmulated(sent: unknown, names: readonly string[]): void {
  const found = names.find((name) => Object.hasOwn(Object(sent), name));
  if (found !== undefined) throw new ApiRefusal("UnsupportedOperation", `${found} is not emulated`);
}

/** Vendor page "Common Error Codes". */
function codeOf({ code, path }: z.core.$ZodIssue, sent: unknown): ApiCode {
  if (code === "unrecognized_keys") return "UnknownParameter";
  const missing = path.length > 0 && valueAt(sent, path) === undefined;
  return missing ? "MissingParameter" : "InvalidParameter";
}

function valueAt(sent: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => Reflect.get(Object(value), key), sent);
}

/** Undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
