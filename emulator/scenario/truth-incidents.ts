/** The truth about incidents: those that a series says its nights open, with the names that the world has for them. */

import type { World } from "../world.ts";
import type { TruthIncident } from "./night-truth.ts";
import type { PlantedIncident } from "./planted-incidents.ts";
import type { Series } from "./series.ts";

/** For each night, in order; null: no night of the series says anything of incidents. */
export function truthOfIncidents({ nights }: Series, world: World): readonly (readonly TruthIncident[] | null)[] {
  if (nights.every(({ incidents }) => incidents === null)) return nights.map(() => null);
  const all = nights.flatMap(({ incidents }) => incidents ?? []);
  return nights.map(({ scenario, incidents }) => [
    ...(incidents ?? []).map((planted) => ({ ...nameOf(planted, world), change: "opened" as const })),
    ...all
      .filter(({ until }) => until === scenario.night)
      .map((planted) => ({ ...nameOf(planted, world), change: "resolved" as const, why: null })),
  ]);
}

function nameOf({ rule, queue, tag, code, why, explained }: PlantedIncident, world: World) {
  return { rule, queueId: queueIdOf(queue, world), tag, code, why: causeOf(why, world), told: !explained };
}

function queueIdOf(name: string, { buckets }: World): string {
  const queues = buckets.flatMap((bucket) => bucket.queues);
  return queues.find((queue) => queue.name === name)?.queueId ?? name;
}

function causeOf(why: PlantedIncident["why"], world: World): TruthIncident["why"] {
  if (why === null) return null;
  const { template, ...named } = why;
  return template === undefined ? named : { ...named, operation: templateIdOf(template, world) };
}

/** That of its first job. */
function templateIdOf(name: string, { buckets }: World): string {
  for (const { queues } of buckets) {
    for (const { jobs } of queues) {
      const job = jobs.find(({ templateName }) => templateName === name);
      if (job?.templateId) return job.templateId;
    }
  }
  return name;
}
