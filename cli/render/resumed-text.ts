/** What a run says that went on where an earlier one was stopped. */

import { isoInstant } from "../../lib/core/instant.ts";
import { localTime } from "../../lib/core/local-time.ts";
import { amount, countText } from "../../lib/core/words.ts";
import type { ResumedWalk } from "../../lib/usecases/audit/walk-scopes.ts";

/** One line. `savedAt` is all that is known of when the run was stopped. */
export function resumedText({ savedAt, windows, plannedWindows, jobs }: ResumedWalk, timeZone: string): string {
  const done = `${countText(windows)} of ${amount(plannedWindows, "window")}, ${amount(jobs, "job")}`;
  return `Went on where a run that was stopped after ${localTime(isoInstant(savedAt), timeZone)} left off: ${done}.\n`;
}
