/**
 * Redaction of all that a function tells: what looks like a secret goes, what stands under a secret's name, and, wherever
 * they stand, the very credentials and addresses that the process was given.
 */

import type { Environment } from "../config/environment.ts";
import { sinkSecrets } from "../core/alerts/sink-secrets.ts";
import { cutMark } from "../core/cut-mark.ts";
import { redactText } from "../core/redact.ts";
import { isSecretField } from "../core/secret-fragment.ts";

export interface Redactor {
  text(text: string): string;
  /** A copy, with every text redacted that is a value or a name in it, whatever its depth. */
  copy<Told extends object>(told: Told): Told;
  /** From now on these go too: what settings name for a secret is known for sure only when they are read. */
  hide(secrets: readonly string[]): void;
}

const secretVariables = ["TENCENTCLOUD_SECRETID", "TENCENTCLOUD_SECRETKEY", "TENCENTCLOUD_SESSIONTOKEN"];
/** What is shorter is no secret, and would be cut out of words. */
const shortestSecret = 8;

export function createRedactor(env: Environment): Redactor {
  const credentials = secretVariables.map((name) => env[name] ?? "");
  let secrets: readonly string[] = longOnes([...credentials, ...sinkSecrets(addressesIn(env))]);

  function text(told: string): string {
    return redactText(secrets.reduce((rest, secret) => rest.replaceAll(secret, cutMark(secret)), told));
  }

  return {
    text,
    copy: <Told extends object>(told: Told) => copyOf(told, text) as Told,
    hide: (more) => {
      secrets = longOnes([...secrets, ...more]);
    },
  };
}

type Cut = (told: string) => string;

function copyOf(told: unknown, text: Cut, value = text): unknown {
  if (typeof told === "string") return value(told);
  if (Array.isArray(told)) return told.map((child) => copyOf(child, text, value));
  if (told instanceof Map)
    return new Map([...told].map(([name, child]) => [copyOf(name, text), copyOf(child, text, value)]));
  if (!(told instanceof Object)) return told;
  return Object.fromEntries(
    Object.entries(told).map(([name, child]) => [text(name), copyOf(child, text, isSecretField(name) ? whole : value)]),
  );
}

function whole(told: string): string {
  return told === "" ? "" : cutMark(told);
}

/** Of sinks most likely. What settings override is theirs, and none of it is a secret. */
function addressesIn(env: Environment): readonly (string | undefined)[] {
  const others = Object.entries(env).filter(([name]) => !name.startsWith("AUDIT_"));
  return others.map(([, value]) => value).filter((value) => /^(?:https?:|whsec_)/.test(value ?? ""));
}

/** As they stand, and as they do in an address; the longest first, so that what holds another is cut whole. */
function longOnes(texts: readonly string[]): readonly string[] {
  const long = texts.filter(({ length }) => length >= shortestSecret);
  return [...new Set([...long, ...long.map(encodeURIComponent)])].sort((a, b) => b.length - a.length);
}
