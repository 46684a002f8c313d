/** What the user who deploys is permitted: exactly these functions, to hand them exactly this role, and to see their logs. */

import type { Policy, Statement } from "./policy.ts";
import type { PolicyFacts } from "./policy-facts.ts";
import { functionResource, objectsIn, roleResource, topicResource } from "./resource-name.ts";
import { unnamedFunctions } from "./unnamed-functions.ts";

export function deployPolicy(facts: PolicyFacts): Policy {
  return {
    statements: [
      ...functionSteps.map((step) => onFunctions(facts, step)),
      passRole(facts),
      readLogs(facts),
      ...putCode(facts),
    ],
  };
}

/** Every action names a function. */
const functionSteps: readonly Pick<Statement, "actions" | "reason">[] = [
  {
    actions: ["scf:GetFunction", "scf:ListTriggers", "scf:GetFunctionEventInvokeConfig"],
    reason: "plan, deploy and info compare what is deployed with what is declared, and wait until it is active",
  },
  {
    actions: [
      "scf:CreateFunction",
      "scf:UpdateFunctionCode",
      "scf:UpdateFunctionConfiguration",
      "scf:UpdateFunctionEventInvokeConfig",
    ],
    reason: "deploy creates the functions and brings their code, configuration and retries up to date",
  },
  {
    actions: ["scf:CreateTrigger", "scf:UpdateTrigger", "scf:DeleteTrigger"],
    reason: "deploy sets their timers, and with --prune removes those that are not declared",
  },
  { actions: ["scf:InvokeFunction"], reason: "invoke runs one by hand" },
  { actions: ["scf:DeleteFunction"], reason: "remove deletes them; leave this out for somebody who is not to" },
];

function onFunctions(
  { functions, namesFunctions }: PolicyFacts,
  step: Pick<Statement, "actions" | "reason">,
): Statement {
  const resources = namesFunctions ? functions.deployed.map(functionResource) : ["*"];
  return { ...step, resources, wide: namesFunctions ? null : unnamedFunctions };
}

function passRole({ role }: PolicyFacts): Statement {
  return {
    actions: ["cam:PassRole"],
    resources: [roleResource(role)],
    reason: "deploy gives the functions their execution role, and can give them no other",
    wide: null,
  };
}

function readLogs({ functions, logTopic }: PolicyFacts): Statement {
  const regions = new Set(functions.deployed.map(({ region }) => region));
  return {
    actions: ["cls:SearchLog"],
    resources: [...regions].map((region) => topicResource(region, logTopic)),
    reason: "logs shows what the functions have logged",
    wide: logTopic === null ? "the log topic is not known here; name it with --log-topic to narrow it" : null,
  };
}

function putCode({ code }: PolicyFacts): readonly Statement[] {
  if (code === null) return [];
  const reason = "deploy puts code there that is too large to be sent with the call";
  const wide = code.prefix === "" ? "no prefix was named for the code: name one as BUCKET/PREFIX" : null;
  return [{ actions: ["cos:PutObject"], resources: [objectsIn(code)], reason, wide }];
}
