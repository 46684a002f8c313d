/**
 * In which states a function may be used, and how a change of it begins and ends (vendor page "Function and Layer Status
 * Description").
 *
 * The codes are those of the vendor's page "Error Codes" for a function whose state does not permit an action.
 */

import { type ApiCode, demand } from "../api-reply.ts";
import type { FunctionRecord, FunctionStatus } from "../function-record.ts";
import type { ActionCall } from "./action.ts";

/** A failed update leaves the function as it was before. */
const usable: ReadonlySet<FunctionStatus> = new Set(["Active", "UpdateFailed"]);
const deletable: ReadonlySet<FunctionStatus> = new Set(["Active", "UpdateFailed", "CreateFailed"]);

/** Throws `ApiRefusal`. */
export function requireUsable(record: FunctionRecord, code: ApiCode): void {
  demand(usable.has(record.status), code, stateMessage(record));
}

/** Throws `ApiRefusal`. A function whose creation failed can be deleted and created again. */
export function requireDeletable(record: FunctionRecord): void {
  demand(deletable.has(record.status), "FailedOperation.DeleteFunction", stateMessage(record));
}

function stateMessage({ name, status }: FunctionRecord): string {
  return `function ${name} is ${status}; try again when it is Active`;
}

/** A call that is scripted to fail later changes nothing but the state. */
export function beginUpdate(call: ActionCall, record: FunctionRecord, change: () => void): void {
  const { platform, failure, now } = call;
  if (failure === null) {
    change();
    record.modifiedAt = now;
  }
  begin(call, record, { during: "Updating", ms: platform.settings.stateMs.updating, failed: "UpdateFailed" });
}

export function beginCreation(call: ActionCall, record: FunctionRecord): void {
  begin(call, record, { during: "Creating", ms: call.platform.settings.stateMs.creating, failed: "CreateFailed" });
}

interface Change {
  readonly during: FunctionStatus;
  readonly ms: number;
  readonly failed: FunctionStatus;
}

function begin({ platform, failure }: ActionCall, record: FunctionRecord, { during, ms, failed }: Change): void {
  const end = () => {
    record.status = failure === null ? "Active" : failed;
    record.statusReasons = failure === null ? [] : [failure];
  };
  platform.transitions.begin(record, { during, ms, end });
}
