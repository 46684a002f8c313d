/** `info`: what is deployed, in which state, when its timers fire next, and whether it is what serverless.yml declares. */

import type { OnlineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { isSet, jsonOption } from "../flags.ts";
import { infoObject, infoText } from "../info-text.ts";
import { lookAt, planFunctions } from "../plan-functions.ts";

export const infoCommand: OnlineCommand = {
  usage: "Tell what is deployed, its state, its timers, and how it differs from serverless.yml",
  options: { json: jsonOption },
  async run(context) {
    const { model, flags, say, clock } = context;
    const plans = await planFunctions(context, lookAt(connect(context).api), { prune: false, force: false });
    const now = clock.now();
    const { region, namespace } = model;
    if (isSet(flags, "json")) {
      return say(JSON.stringify({ region, namespace, functions: plans.map((plan) => infoObject(plan, now)) }));
    }
    say(`In ${region}, namespace ${namespace}:`);
    for (const plan of plans) say(infoText(plan, now));
  },
};
