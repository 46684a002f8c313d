/**
 * Problems of settings in words: the key or variable, the value found, the values allowed.
 *
 * A value is told only where it can hold no secret: people paste keys into the wrong place. One from the environment,
 * where secrets are at home, never is.
 */

import type * as z from "zod";
import { redactText } from "../core/redact.ts";
import { closestKey } from "./closest-key.ts";
import type { Override } from "./override-names.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One line each; `value` is what the file and the environment hold, `overrides` what of it is the environment's. */
export function describeProblems(issues: readonly Issue[], value: unknown, overrides: readonly Override[]): string[] {
  const problem = (issue: Issue, at: Path, whole: unknown): string[] => {
    const path = [...at, ...issue.path];
    const variable = overrides.find((override) => isWithin(path, override.path));
    const found = valueAt(whole, issue.path);
    if (variable !== undefined) return [describeVariable(variable, path, found, issue.message)];
    const inner = issue.code === "invalid_union" && isMapping(found) ? issue.errors.at(-1) : undefined;
    return inner?.flatMap((each) => problem(each, path, found)) ?? describeIssue(issue, path, found);
  };
  return issues.flatMap((issue) => problem(issue, [], value));
}

/** `issue` is about `found`, which stands at `path` in the file. */
function describeIssue(issue: Issue, path: Path, found: unknown): string[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey([...path, key], issue.message.split(", ")));
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => `${pathText(path)}: expected ${message}`);
  return [`${pathText(path)}: ${shown(found)}; expected ${issue.message}`];
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.every((part, index) => part === path[index]);
}

export function isCredentialName(name: string): boolean {
  return /secret|token|passw|credential|access[-_]?key/i.test(name);
}

export const credentialsBelong =
  "credentials come only from the environment (TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TENCENTCLOUD_SESSIONTOKEN)";

const secretsBelong = "secrets come only from the environment; name the variable that holds it as secretFrom, and";

function unknownKey(path: Path, known: readonly string[]): string {
  const key = String(path.at(-1));
  if (isCredentialName(key) && known.includes("secretFrom")) return `${pathText(path)}: ${secretsBelong} remove this`;
  if (isCredentialName(key)) return `${pathText(path)}: ${credentialsBelong}; remove it from the file`;
  const near = closestKey(key, known);
  const hint = near === null ? `expected one of ${known.join(", ")}` : `did you mean ${near}?`;
  return `${pathText(path)}: unknown key; ${hint}`;
}

function describeVariable({ variable, path: outer }: Override, path: Path, found: unknown, allowed: string): string {
  const inner = path.slice(outer.length);
  const name = inner.length === 0 ? variable : `${variable}${inner.map(partText).join("")}`;
  const isValue = typeof found === "string" || typeof found === "number";
  return `${name}: ${isValue ? textOf(String(found)) : shown(found)}; expected ${allowed}`;
}

function pathText(path: Path): string {
  const text = path.map(partText).join("");
  return text.replace(/^\./, "") || "the file";
}

function partText(part: PropertyKey): string {
  return typeof part === "number" ? `[${part}]` : `.${String(part).slice(0, 64)}`;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (at instanceof Object ? Reflect.get(at, part) : undefined), value);
}

function isMapping(value: unknown): value is object {
  return value instanceof Object && !Array.isArray(value);
}

const longestShown = 80;

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "found nothing";
  if (Array.isArray(value)) return `found a list of ${value.length}`;
  if (isMapping(value)) return "found a mapping";
  if (typeof value !== "string") return `found ${String(value)}`;
  const couldBeSecret = value.length > longestShown || /[A-Za-z0-9+/_=]{24,}/.test(value);
  return couldBeSecret ? textOf(value) : `found ${JSON.stringify(redactText(value))}`;
}

function textOf({ length }: string): string {
  return `found a text of ${length} characters`;
}
