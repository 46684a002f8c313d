/**
 * From the content of a file with `nights` to a series that can be played.
 *
 * Each night is checked as the scenario that it comes to; what is wrong in all of them is told once.
 */

import type * as z from "zod";
import { contradictions } from "./contradictions.ts";
import { describeIssue } from "./describe-issue.ts";
import { instantOfNight } from "./night-times.ts";
import type { QueueEvent } from "./queue-events.ts";
import { type Scenario, scenarioSchema } from "./scenario.ts";
import { ScenarioError } from "./scenario-error.ts";
import { nightKeys, type Series, type SeriesInput, seriesSchema } from "./series.ts";
import { seriesContradictions } from "./series-contradictions.ts";

type Outline = z.output<typeof seriesSchema>;
type Checked = { readonly scenario: Scenario } | { readonly problems: readonly string[] };

/** For a series written in code. Throws ScenarioError. */
export function createSeries(input: SeriesInput, source: string): Series {
  return checkSeries(input, source);
}

/** Throws ScenarioError. */
export function checkSeries(input: unknown, source: string): Series {
  const outline = seriesSchema.safeParse(input, { reportInput: true });
  if (!outline.success) throw new ScenarioError(source, { problems: outline.error.issues.map(describeIssue) });
  const checked = mergeNights(outline.data).map(checkNight);
  const scenarios = checked.flatMap((night) => ("scenario" in night ? [night.scenario] : []));
  const problems = [
    ...unknownKeys(outline.data),
    ...tellOnce(checked.map((night) => ("problems" in night ? night.problems : []))),
  ];
  if (problems.length > 0) throw new ScenarioError(source, { problems });
  return finish(outline.data, scenarios, source);
}

function finish({ nights }: Outline, scenarios: readonly Scenario[], source: string): Series {
  const series = {
    nights: scenarios.map((scenario, index) => {
      const { retried = [], incidents = null } = nights[index] ?? {};
      return { scenario, retried, incidents };
    }),
    events: nights.flatMap(({ events }, index) => events.map((event) => dated(event, scenarios[index] as Scenario))),
  };
  const problems = seriesContradictions(series);
  if (problems.length > 0) throw new ScenarioError(source, { problems });
  return { ...series, events: series.events.toSorted((one, other) => one.at - other.at) };
}

function dated(event: Omit<QueueEvent, "at"> & { readonly at: string }, scenario: Scenario): QueueEvent {
  return { ...event, at: instantOfNight(scenario, event.at) };
}

/** Jobs around the series lie before its first night and after its last. */
function mergeNights({ nights, ...base }: Outline): readonly Readonly<Record<string, unknown>>[] {
  return nights.map(({ night, alsoFailing, events, retried, incidents, ...changes }, index) => {
    const merged: Record<string, unknown> = { ...base, ...changes, night };
    const failures = merged["failures"];
    if (failures === undefined || Array.isArray(failures)) merged["failures"] = [...(failures ?? []), ...alsoFailing];
    const away = { ...(index > 0 && { before: 0 }), ...(index < nights.length - 1 && { after: 0 }) };
    const { outside } = base;
    if (outside === undefined || isRecord(outside)) merged["outside"] = { ...outside, ...away };
    return merged;
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function checkNight(input: unknown): Checked {
  const result = scenarioSchema.safeParse(input, { reportInput: true });
  if (!result.success) return { problems: result.error.issues.map(describeIssue) };
  const problems = contradictions(result.data);
  return problems.length > 0 ? { problems } : { scenario: result.data };
}

function unknownKeys({ nights }: Outline): readonly string[] {
  const own = ["night", "alsoFailing", "events", "retried", "incidents"];
  const known: readonly string[] = [...own, ...nightKeys];
  return nights.flatMap((night, index) =>
    Object.keys(night)
      .filter((key) => !known.includes(key))
      .map((key) => `nights[${index}]: a night cannot change ${key}; it can change ${nightKeys.join(", ")}`),
  );
}

function tellOnce(byNight: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = byNight;
  const everywhere = new Set(first.filter((problem) => others.every((problems) => problems.includes(problem))));
  const own = byNight.flatMap((problems, index) =>
    problems.filter((problem) => !everywhere.has(problem)).map((problem) => `nights[${index}]: ${problem}`),
  );
  return [...everywhere, ...own];
}
