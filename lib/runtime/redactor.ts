/**
 * Redaction of all that a function tells: what looks like a secret goes, and so do, wherever they stand, the very
 * credentials that the process was given.
 */

import type { Environment } from "../config/environment.ts";
import { cutMark } from "../core/cut-mark.ts";
import { redactText } from "../core/redact.ts";

export interface Redactor {
  text(text: string): string;
  /** A copy, with every text redacted that is a value in it, whatever its depth. */
  copy<Told extends object>(told: Told): Told;
  /** From now on these go too: what settings name for a secret is known only when they are read. */
  hide(secrets: readonly string[]): void;
}

const secretVariables = ["TENCENTCLOUD_SECRETID", "TENCENTCLOUD_SECRETKEY", "TENCENTCLOUD_SESSIONTOKEN"];
/** What is shorter is no secret, and would be cut out of words. */
const shortestSecret = 8;

export function createRedactor(env: Environment): Redactor {
  let secrets: readonly string[] = longOnes(secretVariables.map((name) => env[name] ?? ""));

  function text(told: string): string {
    return redactText(secrets.reduce((rest, secret) => rest.replaceAll(secret, cutMark(secret)), told));
  }

  function value(told: unknown): unknown {
    if (typeof told === "string") return text(told);
    if (Array.isArray(told)) return told.map(value);
    if (!(told instanceof Object)) return told;
    return Object.fromEntries(Object.entries(told).map(([name, child]) => [name, value(child)]));
  }

  return {
    text,
    copy: <Told extends object>(told: Told) => value(told) as Told,
    hide: (more) => {
      secrets = [...secrets, ...longOnes(more)];
    },
  };
}

function longOnes(texts: readonly string[]): readonly string[] {
  return texts.filter(({ length }) => length >= shortestSecret);
}
