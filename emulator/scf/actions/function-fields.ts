/** What creating a function and changing its configuration have in common. */

import * as z from "zod";
import { demand } from "../api-reply.ts";
import type { DeploymentSettings } from "../deployments.ts";

/** How this API writes what is true or false. */
export const flag = z.enum(["TRUE", "FALSE"]);

/** No role is written as the empty text. Throws `ApiRefusal`. */
export function checkRole({ hasRole }: DeploymentSettings, role: string): void {
  demand(role === "" || hasRole(role), "ResourceNotFound.Role", `there is no role ${role}`);
}

interface LogFields {
  readonly ClsLogsetId: string;
  readonly ClsTopicId: string;
}

interface Logs {
  readonly logsetId: string;
  readonly topicId: string;
}

/** Those that are named, or the other ones where none is. Throws `ApiRefusal`. */
export function logsOf({ ClsLogsetId, ClsTopicId }: LogFields, others: () => Logs | null): Logs | null {
  const both = (ClsLogsetId === "") === (ClsTopicId === "");
  demand(both, "InvalidParameterValue.Cls", "ClsLogsetId and ClsTopicId go together");
  return ClsTopicId === "" ? others() : { logsetId: ClsLogsetId, topicId: ClsTopicId };
}
