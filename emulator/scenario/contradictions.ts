/** What is wrong with a scenario whose parts are each well-formed: names that lead nowhere, sums and times that cannot be. */

import { instantAfterNight, nightTimes } from "./night-times.ts";
import type { Scenario } from "./scenario.ts";

/** One text for each, beginning with its place. */
export function contradictions(scenario: Scenario): readonly string[] {
  return [zone, names, pauses, references, operations, late, counts, times].flatMap((check) => check(scenario));
}

function zone(scenario: Scenario): readonly string[] {
  const known = Number.isFinite(nightTimes(scenario).from);
  return known
    ? []
    : [`timeZone: must be a time zone such as Asia/Shanghai, found ${JSON.stringify(scenario.timeZone)}`];
}

function names(scenario: Scenario): readonly string[] {
  return [
    ...repeated(scenario.buckets.map(({ name }) => name)).map((name) => `buckets: the name ${name} occurs twice`),
    ...repeated(queueNames(scenario)).map((name) => `buckets: the queue name ${name} occurs twice`),
    ...(queueNames(scenario).length === 0 ? ["buckets: must hold at least one queue"] : []),
    ...(Object.keys(scenario.tags).length === 0 ? ["tags: must hold at least one tag"] : []),
  ];
}

function pauses(scenario: Scenario): readonly string[] {
  return scenario.buckets
    .flatMap(({ queues }) => queues)
    .filter(({ state, pausedAt }) => state === "Active" && pausedAt !== null)
    .map(({ name }) => `buckets: the queue ${name} has pausedAt, and its state is not Paused`);
}

function references(scenario: Scenario): readonly string[] {
  const { failures, late, hang, hiddenFailures, unknownState } = scenario;
  const used = [
    ...failures.map((aim, index) => ({ place: `failures[${index}]`, ...aim })),
    ...late.map((aim, index) => ({ place: `late[${index}]`, ...aim })),
    { place: "hang.queued", ...hang.queued },
    { place: "hang.running", ...hang.running },
    { place: "hiddenFailures", ...hiddenFailures },
    { place: "unknownState", ...unknownState },
    ...scenario.traffic.bursts.map(({ queue, tag }, index) => ({
      place: `traffic.bursts[${index}]`,
      queues: queue === null ? [] : [queue],
      tags: tag === null ? [] : [tag],
    })),
  ];
  const [knownQueues, knownTags] = [queueNames(scenario), Object.keys(scenario.tags)];
  return used.flatMap(({ place, queues, tags }) => [
    ...missing(queues, knownQueues).map((name) => `${place}: no queue is named ${name}`),
    ...missing(tags, knownTags).map((name) => `${place}: the tag ${name} is not among tags`),
  ]);
}

function operations(scenario: Scenario): readonly string[] {
  return scenario.failures.flatMap(({ rule, template }, index) =>
    rule !== null && template !== null ? [`failures[${index}]: a job has a rule or a template, not both`] : [],
  );
}

/** A late job must hang when the night is seen, and then become something that it was not. */
function late(scenario: Scenario): readonly string[] {
  const seen = nightTimes(scenario).now + scenario.durations.runUpTo;
  return scenario.late.flatMap(({ hangs, becomes, at, failure }, index) => [
    ...((becomes === "Failed") === (failure !== null)
      ? []
      : [`late[${index}]: has a failure if it becomes Failed, and only then`]),
    ...(becomes === "Running" && hangs === "running" ? [`late[${index}]: becomes Running, and hangs so`] : []),
    ...(instantAfterNight(scenario, at) < seen
      ? [`late[${index}].at: must be later than now, by durations.runUpTo`]
      : []),
  ]);
}

function counts(scenario: Scenario): readonly string[] {
  const { hang, hiddenFailures, cancelled, unknownState, traffic, jobs } = scenario;
  const failed = scenario.failures.reduce((sum, { share }) => sum + share, 0);
  const late = scenario.late.reduce((sum, { share }) => sum + share, 0);
  const rare = hang.queued.share + hang.running.share + hiddenFailures.share + unknownState.share;
  const shares = failed + late + rare + cancelled;
  const placed = traffic.bursts.reduce((sum, burst) => sum + burst.jobs, traffic.onTheHour);
  return [
    ...(shares > 1 + 1e-9
      ? [`failures: the shares of all that goes wrong add up to ${shares}, and 1 is the whole`]
      : []),
    ...(placed > jobs ? [`traffic: bursts and onTheHour place ${placed} jobs, and jobs is ${jobs}`] : []),
    ...(traffic.hours.every((weight) => weight === 0) ? ["traffic.hours: all weights are 0"] : []),
  ];
}

/** A job that changes its state after the night is judged would be seen differently by two audits of one night. */
function times({ settle, now, durations: { waitUpTo, runUpTo } }: Scenario): readonly string[] {
  return [
    ...(settle < waitUpTo + runUpTo
      ? ["settle: must be at least durations.waitUpTo and durations.runUpTo together"]
      : []),
    ...(now < settle ? ["now: must not be before settle"] : []),
    ...(runUpTo < 1000 ? ["durations.runUpTo: must be at least 1s"] : []),
  ];
}

function queueNames(scenario: Scenario): readonly string[] {
  return scenario.buckets.flatMap(({ queues }) => queues.map(({ name }) => name));
}

function repeated(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}

function missing(used: readonly string[], known: readonly string[]): readonly string[] {
  return used.filter((text) => !known.includes(text));
}
