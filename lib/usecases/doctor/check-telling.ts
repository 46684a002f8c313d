/** Whether what tells people has its variables: wherever it runs, if that can be seen, else here. Nothing is sent. */

import type { FunctionName } from "../../ports/functions.ts";
import { failed, type Look, ok, type Step, warning } from "./step.ts";
import { committing, type VariableUser, type Visit } from "./visit.ts";

export function checkTelling(visit: Visit): readonly Step[] {
  const { sinks, heartbeat, functions } = visit.request;
  const commits = committing(functions);
  const tells = functions.diff === null ? commits : [functions.diff];
  const lookAt = (user: VariableUser, names: readonly FunctionName[]) => async () => judgeVariables(user, names, visit);
  return [
    ...sinks.map((sink) => ({ name: `sink ${sink.name}`, needs: [], look: lookAt(sink, tells) })),
    ...(sinks.length === 0 ? [{ name: "sinks", needs: [], look: async () => noSink }] : []),
    {
      name: "heartbeat",
      needs: [],
      look: heartbeat === null ? async () => noHeartbeat : lookAt(heartbeat, commits),
    },
  ];
}

const noSink = warning("nobody is told of anything", "name whom to tell under alerts.sinks (docs/alerts.md)");
const noHeartbeat = ok(
  "none is set",
  "name one as heartbeat.urlFrom: somebody outside then notices a night that did not run",
);

/** Each of these may be the one that tells. Those that could not be looked at say nothing. */
function judgeVariables(user: VariableUser, names: readonly FunctionName[], { notes }: Visit): Look {
  const deployed = names.flatMap(({ function: name }) => {
    const found = notes.functions.get(name) ?? null;
    return found === null ? [] : [{ name, missing: user.variables.filter((each) => !found.variables.includes(each)) }];
  });
  if (deployed.length > 0) return judgeDeployed(user, deployed);
  const problems = user.problems();
  if (problems.length > 0) return failed(problems.join("; "), "set it where the audit runs, and here to try it out");
  return ok(`${user.variables.join(", ")} can be used here; where functions run is not known`);
}

function judgeDeployed(
  { variables }: VariableUser,
  deployed: readonly { readonly name: string; readonly missing: readonly string[] }[],
): Look {
  const lacking = deployed.filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) {
    const names = deployed.map(({ name }) => name).join(" and ");
    return ok(
      `the ${deployed.length === 1 ? `function ${names} has` : `functions ${names} have`} ${variables.join(", ")}`,
    );
  }
  const seen = lacking.map(({ name, missing }) => `the function ${name} lacks ${missing.join(", ")}`).join("; ");
  return failed(seen, "set it under environment in serverless.yml, from your shell, and deploy");
}
