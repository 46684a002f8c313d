/** What queues call back when a job ends. Audits need none of it; one that calls nowhere is a mistake all the same. */

import type { Callback, Queue } from "../../core/queue.ts";
import { redactCallback } from "../../core/redact-callback.ts";
import { safeText } from "../../core/safe-text.ts";
import { queueTitle } from "./queues.ts";
import { type Look, ok, warning } from "./step.ts";
import { type Place, placeKey, type Visit } from "./visit.ts";

export function lookAtCallbacks(place: Place, { notes }: Visit): Look {
  const queues = notes.queues.get(placeKey(place)) ?? [];
  const wrong = queues.flatMap((queue) => problemsOf(queue).map((problem) => `${queueTitle(queue)} ${problem}`));
  if (wrong.length > 0) {
    return warning(wrong.join("; "), "correct it in the console or with UpdatePicQueue; audits do not depend on it");
  }
  const calling = queues.filter(({ callback }) => callback.state === "On").length;
  return ok(`${calling === 0 ? "none" : calling} of ${queues.length} calls back`);
}

function problemsOf({ callback }: Queue): readonly string[] {
  if (callback.state !== "On") return [];
  const place = callback.type === "TDMQ" ? mqProblems(callback) : urlProblems(callback);
  return callback.event?.includes("TaskFinish")
    ? place
    : [...place, "calls back, but not when a job ends (TaskFinish)"];
}

function urlProblems({ url }: Callback): readonly string[] {
  if (url === null) return ["calls back, but has no address"];
  return url.startsWith("http:") ? [`calls back unencrypted: ${safeText(redactCallback(url))}`] : [];
}

function mqProblems({ mqName, mqRegion }: Callback): readonly string[] {
  return mqName === null || mqRegion === null ? ["calls back to a message queue without a name or a region"] : [];
}
