/** What is wrong with a series whose nights are each sound: nights out of order, events that cannot be. */

import { nightTimes } from "./night-times.ts";
import type { Series } from "./series.ts";

/** One text for each, beginning with its place. */
export function seriesContradictions(series: Series): readonly string[] {
  return [...order(series), ...retries(series), ...events(series), ...incidents(series)];
}

function order({ nights }: Series): readonly string[] {
  const times = nights.map(({ scenario }) => nightTimes(scenario));
  return times.flatMap(({ from }, index) =>
    index > 0 && times[index - 1]?.to !== from
      ? [`nights[${index}].night: must be the day after the night before`]
      : [],
  );
}

function retries({ nights }: Series): readonly string[] {
  return (nights[0]?.retried.length ?? 0) > 0 ? ["nights[0].retried: there is no night before the first"] : [];
}

function incidents({ nights }: Series): readonly string[] {
  const queues = nights[0]?.scenario.buckets.flatMap((bucket) => bucket.queues.map(({ name }) => name)) ?? [];
  const dates = nights.map(({ scenario }) => scenario.night);
  return nights.flatMap(({ scenario, incidents: planted }, index) =>
    (planted ?? []).flatMap(({ queue, tag, until }, at) => {
      const place = `nights[${index}].incidents[${at}]`;
      return [
        ...(queues.includes(queue) ? [] : [`${place}: no queue is named ${queue}`]),
        ...(tag === null || tag in scenario.tags ? [] : [`${place}: the tag ${tag} is not among tags`]),
        ...(dates.indexOf(until) > index ? [] : [`${place}.until: must be a later night of the series`]),
      ];
    }),
  );
}

function events({ nights, events: all }: Series): readonly string[] {
  const names = nights[0]?.scenario.buckets.flatMap(({ queues }) => queues.map(({ name }) => name)) ?? [];
  const unknown = all.filter(({ queue }) => !names.includes(queue));
  const brief = new Set(all.filter(({ exists }) => exists !== undefined).map(({ queue }) => queue));
  return [
    ...unknown.map(({ queue }) => `events: no queue is named ${queue}`),
    ...(names.every((name) => brief.has(name)) ? ["events: at least one queue must be there all the time"] : []),
  ];
}
