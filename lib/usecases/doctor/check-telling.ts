/** Whether what tells people has its variables: where it runs, if that can be seen, else here. Nothing is sent. */

import { failed, type Look, ok, type Step, warning } from "./step.ts";
import type { VariableUser, Visit } from "./visit.ts";

export function checkTelling(visit: Visit): readonly Step[] {
  const { sinks, heartbeat, functions } = visit.request;
  const lookAt = (user: VariableUser, name: string) => async () => judgeVariables(user, name, visit);
  return [
    ...sinks.map((sink) => ({ name: `sink ${sink.name}`, needs: [], look: lookAt(sink, functions.tells.function) })),
    ...(sinks.length === 0 ? [{ name: "sinks", needs: [], look: async () => noSink }] : []),
    {
      name: "heartbeat",
      needs: [],
      look: heartbeat === null ? async () => noHeartbeat : lookAt(heartbeat, functions.audit.function),
    },
  ];
}

const noSink = warning("nobody is told of anything", "name whom to tell under alerts.sinks (docs/alerts.md)");
const noHeartbeat = ok(
  "none is set",
  "name one as heartbeat.urlFrom: somebody outside then notices a night that did not run",
);

function judgeVariables(user: VariableUser, name: string, { notes }: Visit): Look {
  const deployed = notes.functions.get(name) ?? null;
  if (deployed !== null) {
    const missing = user.variables.filter((variable) => !deployed.variables.includes(variable));
    if (missing.length === 0) return ok(`the function ${name} has ${user.variables.join(", ")}`);
    const seen = `the function ${name} lacks ${missing.join(", ")}`;
    return failed(seen, "set it under environment in serverless.yml, from your shell, and deploy");
  }
  const problems = user.problems();
  if (problems.length > 0) return failed(problems.join("; "), "set it where the audit runs, and here to try it out");
  return ok(`${user.variables.join(", ")} can be used here; where functions run is not known`);
}
