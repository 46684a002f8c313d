/** Whether the functions are deployed and can run. None is started. */

import type { DeployedFunction } from "../../ports/account.ts";
import type { FunctionName } from "../../ports/functions.ts";
import { ask, isDenied, judge } from "./reply.ts";
import { failed, type Look, ok, type Step, skipped, warning } from "./step.ts";
import { functionStep, signatureStep } from "./step-names.ts";
import { lookAtTimers } from "./timers.ts";
import type { Visit } from "./visit.ts";

export function checkFunctions(visit: Visit): readonly Step[] {
  const { audit, diff, shard, watchdog, placed } = visit.request.functions;
  const others = [diff, shard].filter((name) => name !== null && name.function !== audit.function);
  const names = [audit, ...others].filter((name) => name !== null);
  return [
    ...names.map((name) => deployedStep(name, visit, (found) => judgeFunction(found, name, placed))),
    deployedStep(watchdog, visit, (found) => judgeWatchdog(found, watchdog)),
    { name: "timer", needs: [functionStep(audit.function)], look: async () => lookAtTimers(visit) },
    { name: "functions in policies", needs: [signatureStep], look: async () => naming(visit.notes.functionRefusal) },
  ];
}

type Judge = (found: DeployedFunction | null) => Look;

function deployedStep(name: FunctionName, visit: Visit, judgeFound: Judge): Step {
  return {
    name: functionStep(name.function),
    needs: [signatureStep],
    look: async (signal) => {
      const reply = await ask(visit.deps.account.functionOf(name, signal), signal);
      if (reply.outcome === "answered") visit.notes.functions.set(name.function, reply.value);
      else if (isDenied(reply)) visit.notes.functionRefusal = reply.reason;
      return judge(reply, { action: "scf:GetFunction", needed: false }, judgeFound);
    },
  };
}

const deploy = "npx serverless deploy";

function judgeFunction(found: DeployedFunction | null, name: FunctionName, placed: boolean): Look {
  const where = `${name.namespace} in ${name.region}`;
  if (found === null) {
    const seen = `there is no such function in ${where}`;
    return placed ? failed(seen, `deploy it (${deploy}), or correct functions in the settings`) : warning(seen, deploy);
  }
  const { status, runtime, memoryMb, timeoutSeconds, role } = found;
  const seen = `${status}, ${runtime}, ${memoryMb} MB, ${timeoutSeconds} s`;
  if (/Failed$/.test(status)) return failed(seen, `see why in the console, and deploy again: ${deploy}`);
  if (status !== "Active") return warning(seen, "wait until it is Active, and run this again");
  if (role === null)
    return failed(`${seen}, without a role`, "give it the role that `job-audit policy` is for, and deploy");
  if (timeoutSeconds < 60) return warning(seen, "it ends runs before they are done: 900 s is the usual timeout");
  return ok(`${seen}, role ${role}`);
}

/** Without it audits run as well; that one did not run is then told from outside, or by nobody. */
function judgeWatchdog(found: DeployedFunction | null, name: FunctionName): Look {
  const look = judgeFunction(found, name, false);
  if (found === null || look.status !== "ok" || found.timers.some(({ enabled }) => enabled)) return look;
  return warning(`${look.seen}, without a timer that is on: nothing starts it`, deploy);
}

/** A refusal names the resource that access management was asked for: the function, or everything. */
function naming(refusal: string | null): Look {
  const [, resource] = /resource \((\*|qcs::scf:[^)]*)\)/.exec(refusal ?? "") ?? [];
  if (resource === undefined) {
    return skipped("whether policies can name functions shows in a refusal only, and there was none that tells");
  }
  if (resource !== "*") return ok("policies can name functions in this account");
  return ok("policies cannot name functions in this account", "print them with `job-audit policy --any-function`");
}
