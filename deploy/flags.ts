/** Flags of the commands, as osls hands them over, and those that several commands have. */

import { ConfigError } from "../lib/core/errors.ts";
import type { CommandContext, Flags } from "./command.ts";
import type { FunctionModel } from "./function-model.ts";

export const jsonOption = { usage: "Print JSON, for programs", type: "boolean" } as const;

export const functionOption = {
  usage: "The function: audit, or job-audit-audit",
  type: "string",
  shortcut: "f",
  required: true,
} as const;

export function isSet(flags: Flags, name: string): boolean {
  return flags[name] === true;
}

/** Null: not given. */
export function textOf(flags: Flags, name: string): string | null {
  const value = flags[name];
  return typeof value === "string" ? value : null;
}

/** By its key in serverless.yml or its name on the platform. Throws `ConfigError` that names all there are. */
export function askedFunction({ model, flags }: Pick<CommandContext, "model" | "flags">): FunctionModel {
  const asked = textOf(flags, "function") ?? "";
  const found = model.functions.find(({ key, name }) => asked === key || asked === name);
  if (found !== undefined) return found;
  const known = model.functions.map(({ key }) => key).join(", ");
  throw new ConfigError(`Cannot find the function ${asked}: serverless.yml has ${known}`);
}
