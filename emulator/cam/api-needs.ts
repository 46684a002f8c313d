/**
 * The permissions that a call of the vendor's API 3.0 needs: of the function platform, of its logs, and to hand out a role.
 *
 * Resources as in the vendor's pages "SCF Policy Syntax", "Authorizable Resource Types" of the log service and "Role" of
 * CAM. The API's `Invoke` is the action `InvokeFunction` (page "Permission Management Overview").
 */

import type { EmulatorRequest } from "../http.ts";
import type { Need } from "./evaluate.ts";
import type { Identities } from "./identities.ts";

type Frame = Pick<Identities, "account" | "namesFunctions">;

/** Of the account and not of a function (page "Permission Management Overview"). */
const accountActions: ReadonlySet<string> = new Set(["ListFunctions", "GetAccount"]);
const logActions: ReadonlySet<string> = new Set(["SearchLog"]);

interface Parameters {
  readonly FunctionName?: unknown;
  readonly Namespace?: unknown;
  readonly Role?: unknown;
  readonly TopicId?: unknown;
}

/** All of them are needed. */
export function apiNeeds(request: EmulatorRequest, frame: Frame): readonly Need[] {
  const action = request.headers.get("x-tc-action") ?? "";
  const region = request.headers.get("x-tc-region") ?? "";
  const parameters = readParameters(request.body);
  const { uin } = frame.account;
  if (logActions.has(action)) {
    return [{ action: `cls:${action}`, resource: `qcs::cls:${region}:uin/${uin}:topic/${parameters.TopicId ?? ""}` }];
  }
  const { FunctionName: name = "", Namespace: namespace = "default", Role: role = "" } = parameters;
  const named = `qcs::scf:${region}:uin/${uin}:namespace/${namespace}/function/${name}`;
  const resource = frame.namesFunctions && !accountActions.has(action) ? named : "*";
  const asked = { action: `scf:${action === "Invoke" ? "InvokeFunction" : action}`, resource };
  return role === "" ? [asked] : [asked, { action: "cam:PassRole", resource: `qcs::cam::uin/${uin}:roleName/${role}` }];
}

/** A body that is no object is refused by the action itself; here it names nothing. */
function readParameters(body: Buffer): Parameters {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return value instanceof Object ? value : {};
  } catch {
    return {};
  }
}
