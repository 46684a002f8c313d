/** Scripted failures of the API's actions: "the second UpdateFunctionCode answers RequestLimitExceeded, twice". */

import type { ApiCode } from "./api-reply.ts";

export interface ActionFault {
  readonly action: string;
  /** The first call of the action that is hit, from 1. */
  readonly nth?: number;
  /** How many in a row; without it all that follow. */
  readonly times?: number;
  readonly code: ApiCode;
  readonly message?: string;
  /**
   * `refuse`, the usual one: nothing is done. `lose`: it is done, and the answer says that it failed. `fail`: the call is
   * taken, and the function's state ends in CreateFailed or UpdateFailed, with the code as its reason.
   */
  readonly how?: "refuse" | "lose" | "fail";
}

/** Counts the calls of an action that it is asked about; null: this one goes well. */
export type ActionFaults = (action: string) => ActionFault | null;

export function createActionFaults(faults: readonly ActionFault[]): ActionFaults {
  const calls = new Map<string, number>();
  return (action) => {
    const count = (calls.get(action) ?? 0) + 1;
    calls.set(action, count);
    const hits = ({ nth = 1, times = Infinity }: ActionFault) => nth <= count && count < nth + times;
    return faults.find((fault) => fault.action === action && hits(fault)) ?? null;
  };
}
