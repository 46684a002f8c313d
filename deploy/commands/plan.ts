/** `plan`: what a deployment would change. Reads, and does nothing. */

import type { OnlineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { isSet, jsonOption } from "../flags.ts";
import { lookAt, planFunctions } from "../plan-functions.ts";
import { planObject, planSummary, planText } from "../plan-text.ts";

export const planCommand: OnlineCommand = {
  usage: "Tell what a deployment would change, and do nothing",
  options: {
    prune: { usage: "As deploy --prune: remove triggers that serverless.yml lacks", type: "boolean" },
    force: { usage: "As deploy --force: send the code even where it is the same", type: "boolean" },
    json: jsonOption,
  },
  async run(context) {
    const { model, flags, say } = context;
    const options = { prune: isSet(flags, "prune"), force: isSet(flags, "force") };
    const plans = await planFunctions(context, lookAt(connect(context).api), options);
    const { region, namespace } = model;
    if (isSet(flags, "json")) {
      return say(JSON.stringify({ region, namespace, functions: plans.map(planObject) }));
    }
    say(planText(plans));
    say(`In ${region}, namespace ${namespace}: ${planSummary(plans, ["to create", "to change"])}. Nothing was done.`);
  },
};
