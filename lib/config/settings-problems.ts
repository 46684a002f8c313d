/**
 * Problems of a settings file in words: the key, the value found, the values allowed.
 *
 * A value is told only where it can hold no secret: people paste keys into the wrong place.
 */

import type * as z from "zod";
import { redactText } from "../core/redact.ts";
import { closestKey } from "./closest-key.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One line each; `value` is what the file holds. */
export function describeProblems(issues: readonly Issue[], value: unknown): string[] {
  return issues.flatMap((issue) => describeIssue(issue, [], value));
}

/** `issue` is about `value`, which stands at `at` in the file. */
function describeIssue(issue: Issue, at: Path, value: unknown): string[] {
  const path = [...at, ...issue.path];
  const found = valueAt(value, issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey([...path, key], issue.message.split(", ")));
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => `${pathText(path)}: expected ${message}`);
  const inner = issue.code === "invalid_union" && isMapping(found) ? issue.errors.at(-1) : undefined;
  if (inner !== undefined) return inner.flatMap((each) => describeIssue(each, path, found));
  return [`${pathText(path)}: ${shown(found)}; expected ${issue.message}`];
}

const secretName = /secret|token|passw|credential|access[-_]?key/i;
const fromEnvironment =
  "credentials come only from the environment (TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TENCENTCLOUD_SESSIONTOKEN)";

function unknownKey(path: Path, known: readonly string[]): string {
  const key = String(path.at(-1));
  if (secretName.test(key)) return `${pathText(path)}: ${fromEnvironment}; remove it from the file`;
  const near = closestKey(key, known);
  const hint = near === null ? `expected one of ${known.join(", ")}` : `did you mean ${near}?`;
  return `${pathText(path)}: unknown key; ${hint}`;
}

function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part).slice(0, 64)}`)).join("");
  return text.replace(/^\./, "") || "the file";
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
  return couldBeSecret ? `found a text of ${value.length} characters` : `found ${JSON.stringify(redactText(value))}`;
}
