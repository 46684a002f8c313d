/** Whether there are credentials, and whether they look like some. Nobody is asked. */

import { failed, ok, type Step, warning } from "./step.ts";
import type { Visit } from "./visit.ts";

export function checkCredentials({ request }: Visit): readonly Step[] {
  return [{ name: "credentials", needs: [], look: async () => look(request.credentials) }];
}

const where = "set TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY, and TENCENTCLOUD_SESSIONTOKEN for temporary ones";

function look({ problems, doubts, temporary }: Visit["request"]["credentials"]) {
  if (problems.length > 0) return failed(problems.join("; "), `${where} (CAM console, API keys)`);
  if (doubts.length > 0) return warning(doubts.join("; "), `compare them with the CAM console, API keys; ${where}`);
  return ok(temporary ? "there are temporary ones, with a session token" : "there are long-term ones");
}
