/** What somebody who reads reports is permitted: the objects under their prefix, and nothing of the service itself. */

import type { Policy } from "./policy.ts";
import type { PolicyFacts } from "./policy-facts.ts";
import { objectsIn } from "./resource-name.ts";

export function readerPolicy({ report }: Pick<PolicyFacts, "report">): Policy {
  const statement = {
    actions: ["cos:GetObject"],
    resources: [objectsIn(report)],
    reason: "nights, show, history, coverage, export and fetch read reports by their keys, and list nothing",
    wide: report.prefix === "" ? "the settings give reports the whole bucket; set report.prefix to narrow it" : null,
  };
  return { statements: [statement] };
}
