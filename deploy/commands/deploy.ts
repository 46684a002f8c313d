/**
 * `deploy`: makes the functions what serverless.yml declares. What is so already is left alone, and asked about with
 * reading calls only. All are compared before anything is done to one.
 */

import { ConfigError } from "../../lib/core/errors.ts";
import { applyPlan } from "../apply-plan.ts";
import type { CommandContext, OnlineCommand } from "../command.ts";
import type { FunctionPlan } from "../compare.ts";
import { type Connection, connect } from "../connect.ts";
import { readDeployed } from "../deployed-function.ts";
import { isSet, jsonOption } from "../flags.ts";
import { type Look, planFunctions } from "../plan-functions.ts";
import { planObject, planSummary } from "../plan-text.ts";
import { type CodeLimits, createSendCode } from "../send-code.ts";
import { type WaitParts, waitUntilSettled } from "../wait-until-settled.ts";

export const deployCommand: OnlineCommand = {
  usage: "Create or update the functions, their retries and their timers",
  options: {
    prune: { usage: "Remove triggers that serverless.yml lacks", type: "boolean" },
    force: { usage: "Send the code even where it is the same", type: "boolean" },
    json: jsonOption,
  },
  run: (context) => deploy(context),
};

export async function deploy(context: CommandContext, limits?: CodeLimits): Promise<void> {
  const { model, flags, say } = context;
  const connection = connect(context);
  const json = isSet(flags, "json");
  const waiting = { api: connection.api, clock: context.clock, tell: json ? () => undefined : say };
  const options = { prune: isSet(flags, "prune"), force: isSet(flags, "force") };
  const plans = await planFunctions(context, lookWhenSettled(waiting, connection), options);
  refuseAny(plans);
  const parts = { ...waiting, api: connection.api, codeOf: codeSender(context, connection, limits) };
  for (const plan of plans) {
    if (plan.changes.length === 0) parts.tell(`${plan.packed.model.name}: nothing to change`);
    else await applyPlan(parts, plan);
  }
  const { region, namespace } = model;
  if (json) return say(JSON.stringify({ region, namespace, functions: plans.map(planObject) }));
  say(`Deployed in ${region}, namespace ${namespace}: ${planSummary(plans, ["created", "changed"])}.`);
}

/** A deployment that was killed may have left one in the middle of a change. */
function lookWhenSettled(parts: WaitParts, { api }: Connection): Look {
  return async (name) => {
    const found = await waitUntilSettled(parts, name);
    return found && readDeployed(api, name, found);
  };
}

function refuseAny(plans: readonly FunctionPlan[]): void {
  const problems = plans.flatMap(({ packed, refusal }) =>
    refusal === null ? [] : [`${packed.model.name}: ${refusal}`],
  );
  if (problems.length > 0) throw new ConfigError("Cannot deploy; nothing was done", { problems });
}

function codeSender({ model, clock, settings }: CommandContext, { credentials }: Connection, limits?: CodeLimits) {
  return createSendCode({
    model,
    clock,
    credentials,
    endpointOf: (packed) => settings(packed.model).endpoints.cos,
    ...(limits && { limits }),
  });
}
