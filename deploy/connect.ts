/** The platform's API for one command, signed with the credentials of its environment. */

import { readCredentials } from "../lib/config/credentials.ts";
import type { Credentials } from "../lib/core/credentials.ts";
import type { CommandContext } from "./command.ts";
import { type Ask, createAsk } from "./scf/ask.ts";
import { createScfApi, type ScfApi } from "./scf/scf-api.ts";
import { createSdkClients, type SdkClients } from "./scf/sdk-clients.ts";

export interface Connection {
  readonly api: ScfApi;
  readonly ask: Ask;
  readonly logs: SdkClients["logs"];
  readonly credentials: Credentials;
}

/** Throws `ConfigError` when credentials are missing; asks nobody yet. */
export function connect({ model, env, clock }: Pick<CommandContext, "model" | "env" | "clock">): Connection {
  const credentials = readCredentials(env);
  const clients = createSdkClients(model, credentials);
  const ask = createAsk(clock, secretsOf(model, credentials));
  return { api: createScfApi(clients, model.namespace, ask), ask, logs: clients.logs, credentials };
}

/** A shorter value is one of many words, such as `true`, and hiding it would hide messages. */
const shortestSecret = 6;

function secretsOf(
  { functions }: CommandContext["model"],
  { secretKey, sessionToken }: Credentials,
): readonly string[] {
  const values = functions.flatMap(({ environment }) => Object.values(environment));
  return [secretKey, sessionToken ?? "", ...values].filter(({ length }) => length >= shortestSecret);
}
