/** Whether jobs may be listed and looked up: a list of one minute and one job, and an id that nobody has. */

import { ask, judge } from "./reply.ts";
import { type Look, ok, type Step, skipped } from "./step.ts";
import { queuesStep } from "./step-names.ts";
import { type Place, placeKey, type Visit } from "./visit.ts";

export function jobSteps(place: Place, visit: Visit): readonly Step[] {
  const needs = [queuesStep(place.name)];
  return [
    { name: `bucket ${place.name}: list jobs`, needs, look: (signal) => listJobs(place, visit, signal) },
    { name: `bucket ${place.name}: look up jobs`, needs, look: (signal) => lookUp(place, visit, signal) },
  ];
}

async function listJobs(place: Place, { deps, request, notes }: Visit, signal: AbortSignal): Promise<Look> {
  const [queue] = notes.queues.get(placeKey(place)) ?? [];
  const [tag] = request.tags;
  if (queue === undefined || tag === undefined) return skipped("there is no queue to list jobs of");
  const now = Math.floor(deps.clock.now() / 1000) * 1000;
  const scope = { ...bucketOf(place, request), queueId: queue.queueId, tag };
  const span = { createdFrom: now - 60_000, createdTo: now };
  const question = { scope, ...span, order: "Asc", size: 1, token: null } as const;
  const reply = await ask(deps.ci.listJobs(question, signal), signal);
  return judge(reply, { action: "ci:DescribePicProcessJobs", needed: true }, () => ok("they may be listed"));
}

/** As the service makes them, and of nobody. */
const madeUpId = "c00000000000000000000000000000000";

async function lookUp(place: Place, { deps, request }: Visit, signal: AbortSignal): Promise<Look> {
  const question = { place: bucketOf(place, request), ids: [madeUpId] };
  const reply = await ask(deps.ci.lookUpJobs(question, signal), signal);
  return judge(reply, { action: "ci:DescribePicProcessJob", needed: true }, () => ok("they may be looked up"));
}

function bucketOf({ name, region }: Place, { family }: Visit["request"]) {
  return { family: family.name, region, bucket: name };
}
