/** Settings from the environment, which stand above those of the file, key by key. Values are never repeated. */

import { closestKey } from "./closest-key.ts";
import type { Environment } from "./environment.ts";
import { type Override, overridePrefix, overrides } from "./override-names.ts";
import { readYaml } from "./read-yaml.ts";
import { credentialsBelong, isCredentialName } from "./settings-problems.ts";

export interface Overrides {
  readonly values: readonly { readonly override: Override; readonly value: unknown }[];
  /** Of names and of values that are not even a list. */
  readonly problems: readonly string[];
}

export function readOverrides(env: Environment): Overrides {
  const known = overrides();
  const values: { override: Override; value: unknown }[] = [];
  const problems: string[] = [];
  for (const [variable, text] of Object.entries(env)) {
    if (!variable.startsWith(overridePrefix) || text === undefined) continue;
    const override = known.find((each) => each.variable === variable);
    const read = override === undefined ? { problems: [unknownVariable(variable, known)] } : readValue(override, text);
    if ("problems" in read) problems.push(...read.problems);
    else values.push(read);
  }
  return { values, problems };
}

/** The file's values with those of the environment in their places. What is no mapping is left for the schema to refuse. */
export function applyOverrides(file: unknown, { values }: Overrides): unknown {
  return values.reduce((all, { override, value }) => replace(all, override.path, value), file);
}

function replace(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (at !== undefined && (!(at instanceof Object) || Array.isArray(at))) return at;
  const inner: unknown = at === undefined || !Object.hasOwn(at, key) ? undefined : Reflect.get(at, key);
  return { ...at, [key]: replace(inner, rest, value) };
}

type Read = { readonly override: Override; readonly value: unknown } | { readonly problems: readonly string[] };

function readValue(override: Override, text: string): Read {
  if (override.kind === "list") return readList(override, text);
  if (override.kind === "boolean") return { override, value: text === "true" || (text === "false" ? false : text) };
  const number = override.kind === "number" && text.trim() !== "" ? Number(text) : Number.NaN;
  return { override, value: Number.isNaN(number) ? text : number };
}

/** As YAML has lists, or without brackets: items and commas. */
function readList(override: Override, text: string): Read {
  if (!/^\s*[[-]/.test(text)) {
    const items = text.split(",").map((item) => item.trim());
    return { override, value: text.trim() === "" ? [] : items };
  }
  const yaml = readYaml(text);
  if ("value" in yaml) return { override, value: yaml.value };
  return { problems: yaml.problems.map((problem) => `${override.variable}: ${problem}`) };
}

function unknownVariable(variable: string, known: readonly Override[]): string {
  const named = variable.slice(0, 64);
  if (isCredentialName(variable)) return `${named}: ${credentialsBelong}; remove it`;
  const near = closestKey(
    variable,
    known.map((each) => each.variable),
  );
  return `${named}: unknown; ${near === null ? "docs/settings.md has them all" : `did you mean ${near}?`}`;
}
