/** Credentials, from the environment alone, under the names that the function platform gives them. */

import type { Credentials } from "../core/credentials.ts";
import { ConfigError } from "../core/errors.ts";
import type { Environment } from "./environment.ts";

const secretId = { name: "TENCENTCLOUD_SECRETID", mistaken: "TENCENTCLOUD_SECRET_ID" };
const secretKey = { name: "TENCENTCLOUD_SECRETKEY", mistaken: "TENCENTCLOUD_SECRET_KEY" };
/** Of temporary credentials only, hence never missed. */
const sessionToken = { name: "TENCENTCLOUD_SESSIONTOKEN" };

/** Throws one `ConfigError` that names all that miss or cannot be signed with; values are never repeated. */
export function readCredentials(env: Environment): Credentials {
  const problems = [
    ...[secretId, secretKey].flatMap((variable) => describeMissing(env, variable)),
    ...[secretId, secretKey, sessionToken].flatMap(({ name }) => describeUnusable(env, name)),
  ];
  if (problems.length > 0)
    throw new ConfigError("Cannot sign requests: no usable credentials in the environment", { problems });
  return {
    secretId: env[secretId.name] ?? "",
    secretKey: env[secretKey.name] ?? "",
    sessionToken: env[sessionToken.name] || null,
  };
}

function describeMissing(env: Environment, { name, mistaken }: typeof secretId): string[] {
  if (env[name]) return [];
  return [env[mistaken] ? `${name}: not set; ${mistaken} is, which has an underscore too many` : `${name}: not set`];
}

/** A line feed at the end of a value read from a file would break the signature, and say so nowhere. */
function describeUnusable(env: Environment, name: string): string[] {
  return /[^!-~]/.test(env[name] ?? "")
    ? [`${name}: holds a space, a line end or another character that no key has`]
    : [];
}
