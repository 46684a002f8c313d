/** The actions on deployed functions, by the names that calls ask for them. */

import type { Action } from "./action.ts";
import { createFunction } from "./create-function.ts";
import { createTrigger } from "./create-trigger.ts";
import { deleteFunction } from "./delete-function.ts";
import { deleteTrigger } from "./delete-trigger.ts";
import { getEventInvokeConfig, updateEventInvokeConfig } from "./event-invoke-config.ts";
import { getFunction } from "./get-function.ts";
import { getFunctionAddress } from "./get-function-address.ts";
import { listFunctions } from "./list-functions.ts";
import { listTriggers } from "./list-triggers.ts";
import { updateFunctionCode } from "./update-function-code.ts";
import { updateFunctionConfiguration } from "./update-function-configuration.ts";
import { updateTrigger, updateTriggerStatus } from "./update-trigger.ts";

export const actions: Readonly<Record<string, Action>> = {
  CreateFunction: createFunction,
  CreateTrigger: createTrigger,
  DeleteFunction: deleteFunction,
  DeleteTrigger: deleteTrigger,
  GetFunction: getFunction,
  GetFunctionAddress: getFunctionAddress,
  GetFunctionEventInvokeConfig: getEventInvokeConfig,
  ListFunctions: listFunctions,
  ListTriggers: listTriggers,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
  UpdateFunctionEventInvokeConfig: updateEventInvokeConfig,
  UpdateTrigger: updateTrigger,
  UpdateTriggerStatus: updateTriggerStatus,
};
