/** Policies for people: what each statement permits, why, and how the policy gets to whom it is for. */

import { type Holder, policyOf } from "../../lib/core/policy/policies.ts";
import type { Statement } from "../../lib/core/policy/policy.ts";
import type { PolicyFacts } from "../../lib/core/policy/policy-facts.ts";
import type { Look } from "./look.ts";
import { wrapText } from "./wrap.ts";

const titles: Record<Holder, (facts: PolicyFacts) => string> = {
  execution: ({ role }) => `The functions' role, ${role}`,
  deploy: () => "Whoever deploys the functions",
  reader: () => "Whoever reads reports and nothing else",
};

const attaching: Record<Holder, (facts: PolicyFacts) => readonly string[]> = {
  execution: ({ role }) => [
    "CAM console, Policies, Create Custom Policy, by policy syntax: paste the document of --for execution --json.",
    `CAM console, Roles, Create Role, for the Tencent Cloud service SCF (scf.qcloud.com): call it ${role} and give it this policy alone.`,
  ],
  deploy: () => [
    "CAM console, Policies: paste the document of --for deploy --json.",
    "CAM console, Users: make a user of programmatic access for deploying, and give it this policy alone.",
  ],
  reader: () => [
    "CAM console, Policies: paste the document of --for reader --json.",
    "CAM console, Users: give it to each user, or group, that is to read reports.",
  ],
};

export function policyText(holder: Holder, facts: PolicyFacts, look: Look): string {
  const { statements } = policyOf[holder](facts);
  const steps = attaching[holder](facts).map((step, at) => labelled(`${at + 1}.`, step, look));
  const parts = [
    look.colours.strong(titles[holder](facts)),
    ...statements.map((statement) => statementText(statement, look)),
    ["To attach it:", ...steps].join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

function statementText({ actions, resources, reason, wide }: Statement, look: Look): string {
  const lines = [
    labelled("allows", actions.join(", "), look),
    ...resources.map((resource, at) => `  ${at === 0 ? "on    " : "      "}  ${resource}`),
    labelled("why", reason, look),
    ...(wide === null ? [] : [labelled("wide", wide, look)]),
  ];
  return lines.join("\n");
}

/** Every line of the text begins where the first one does. */
function labelled(label: string, text: string, { columns }: Look): string {
  const head = `  ${label.padEnd(6)}  `;
  return head + wrapText(text, columns, " ".repeat(head.length)).slice(head.length);
}
