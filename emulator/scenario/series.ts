/**
 * Series: nights of one account, one after the other. All share what a scenario says of the account; each night may
 * differ in its traffic and in what goes wrong, and events change queues for good.
 */

import * as z from "zod";
import { type PlantedIncident, plantedIncidentSchema } from "./planted-incidents.ts";
import { type QueueEvent, queueEventSchema } from "./queue-events.ts";
import type { Scenario, ScenarioInput } from "./scenario.ts";
import { share, timeOfDay } from "./scenario-fields.ts";

/** What a night may say in place of what is said for all. */
export const nightKeys = [
  "jobs",
  "traffic",
  "durations",
  "failures",
  "late",
  "hang",
  "hiddenFailures",
  "cancelled",
  "unknownState",
] as const satisfies readonly (keyof Scenario)[];

/** Failed jobs of the night before whose input is submitted again, to the same queue, tag, template or rule. */
const retry = z.strictObject({
  /** Only jobs that failed with these; an empty list excludes none. */
  codes: z.array(z.string()).default([]),
  share,
  /** Share of the retries that fail as they did before; the others succeed. */
  failAgain: share,
  /** They are created in the hour from then. */
  at: timeOfDay.default("10:00"),
});

const night = z.looseObject({
  night: z.iso.date(),
  /** Beside those of the night, or of all. */
  alsoFailing: z.array(z.unknown()).default([]),
  events: z.array(queueEventSchema).default([]),
  retried: z.array(retry).default([]),
  incidents: z.array(plantedIncidentSchema).nullable().default(null),
});

export const seriesSchema = z.looseObject({ nights: z.array(night).min(1) });

export type NightInput = Partial<Pick<ScenarioInput, (typeof nightKeys)[number]>> & {
  readonly night: string;
  readonly alsoFailing?: ScenarioInput["failures"];
  readonly events?: readonly z.input<typeof queueEventSchema>[];
  readonly retried?: readonly z.input<typeof retry>[];
  readonly incidents?: readonly z.input<typeof plantedIncidentSchema>[];
};

export type SeriesInput = Omit<ScenarioInput, "night"> & { readonly nights: readonly NightInput[] };

export type Retry = z.output<typeof retry>;

interface SeriesNight {
  /** Complete: what is said for all, with what this night changes. */
  readonly scenario: Scenario;
  readonly retried: readonly Retry[];
  /** That it opens; null: it says nothing of incidents. Where any night says something, this one opens none. */
  readonly incidents: readonly PlantedIncident[] | null;
}

export interface Series {
  /** In order; each is the day after the one before. */
  readonly nights: readonly SeriesNight[];
  /** In order of time. */
  readonly events: readonly QueueEvent[];
}
