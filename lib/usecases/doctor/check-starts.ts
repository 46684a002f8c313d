/** Whether functions may start each other, as the audit starts the diff and the watchdog the audit. None is started. */

import type { StartRefusal } from "../../ports/account.ts";
import type { FunctionName } from "../../ports/functions.ts";
import { ask, judge } from "./reply.ts";
import { failed, type Look, ok, type Step, warning } from "./step.ts";
import { functionStep, signatureStep } from "./step-names.ts";
import type { Visit } from "./visit.ts";

export function checkStarts(visit: Visit): readonly Step[] {
  const { started } = visit.request.functions;
  if (started.length === 0) return [];
  const needs = [signatureStep, ...started.map((name) => functionStep(name.function))];
  return [{ name: "start functions", needs, look: (signal) => lookAtStarts(started, visit, signal) }];
}

/** The first that is not well is told. */
async function lookAtStarts(names: readonly FunctionName[], { deps }: Visit, signal: AbortSignal): Promise<Look> {
  for (const name of names) {
    const reply = await ask(deps.account.refusalToStart(name, signal), signal);
    const look = judge(reply, { action: "scf:InvokeFunction", needed: true }, (refusal) => judgeStart(refusal, name));
    if (look.status !== "ok") return look;
  }
  const all = names.map((name) => name.function).join(", ");
  return ok(`${all} may be started: a version that does not exist was refused, and nothing else`);
}

function judgeStart(refusal: StartRefusal, { function: name, namespace, region }: FunctionName): Look {
  if (refusal === "no such version") return ok("");
  if (refusal === "no such function") {
    const seen = `there is no function ${name} in ${namespace} in ${region} to start`;
    return failed(seen, "deploy it (npx serverless deploy), or correct functions in the settings");
  }
  return warning(
    `${name} may be started, and was: the platform took a version that does not exist for the one that does`,
    "nothing: a night is committed once, however often its audit is started",
  );
}
