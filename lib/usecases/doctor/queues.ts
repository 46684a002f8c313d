/** A bucket's queues: whether they can be listed, and whether they run. */

import type { Queue } from "../../core/queue.ts";
import { safeText } from "../../core/safe-text.ts";
import { amount } from "../../core/words.ts";
import { listAll } from "../discover/list-all.ts";
import { ask, judge } from "./reply.ts";
import { failed, type Look, ok, warning } from "./step.ts";
import { type Place, placeKey, type Visit } from "./visit.ts";

export async function lookAtQueues(place: Place, visit: Visit, signal: AbortSignal): Promise<Look> {
  const { deps, request, notes } = visit;
  const asked = { family: request.family.name, region: place.region, bucket: place.name };
  const listing = listAll(
    (page) => deps.ci.listQueues({ ...asked, page }, signal),
    ({ queueId }) => queueId,
  );
  return judge(await ask(listing, signal), { action: "ci:DescribePicProcessQueues", needed: true }, (list) => {
    notes.queues.set(placeKey(place), list.rows);
    if (list.missing !== null) return failed(`the list breaks off: ${list.missing}`, "run this again later");
    return judgeQueues(list.rows);
  });
}

function judgeQueues(queues: readonly Queue[]): Look {
  if (queues.length === 0) {
    return failed("it has no queue", "switch on image processing (asynchronous) for it: that makes its queue");
  }
  const paused = queues.filter(({ state }) => state === "Paused");
  const seen = amount(queues.length, "queue");
  if (paused.length === 0) return ok(seen);
  const names = paused.map(queueTitle).join(", ");
  return warning(
    `${seen}, of which paused: ${names}`,
    "jobs there wait until somebody resumes it (console, or UpdatePicQueue)",
  );
}

export function queueTitle({ name, queueId }: Queue): string {
  return safeText(name ?? queueId);
}
