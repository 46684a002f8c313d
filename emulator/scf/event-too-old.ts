/** Why an event was not run: the platform keeps it for so long and no longer (vendor page "UpdateFunctionEventInvokeConfig", MsgTTL). */

import type { FunctionRun } from "./function-runner.ts";

export class EventTooOld extends Error {
  override readonly name = "EventTooOld";

  constructor() {
    super("the event had lain for longer than it is kept when its turn came");
  }
}

/** What comes of a try that did not take place. */
export function tooOldRun(): FunctionRun {
  return { ok: false, error: new EventTooOld(), log: "", durationMs: 0, memoryBytes: 0 };
}
