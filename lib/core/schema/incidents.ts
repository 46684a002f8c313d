/** Incidents: what is wrong over several nights, folded from the signals of the committed diffs in night order. */

import * as z from "zod";
import { count, date, family } from "./common.ts";
import { regressionSchema } from "./regression.ts";
import { alertSubject, severities } from "./signals.ts";

const incidentStates = ["open", "resolved", "flapping"] as const;

const incidentChanges = ["opened", "continued", "changed", "reopened", "resolved", "reminded"] as const;
export type IncidentChange = (typeof incidentChanges)[number];

const incident = z.strictObject({
  id: z.string().describe("made of the subject and the night in which it opened"),
  ...alertSubject,
  severity: z.enum(severities),
  state: z.enum(incidentStates),
  openedOn: date,
  firingOn: date.describe("the last night in which it fired"),
  resolvedOn: date.nullable(),
  clean: count.describe("nights in which it was seen not to fire, since it fired last"),
  nights: count.describe("in which it fired"),
  toldOn: date.nullable().describe("the last night of which it was to be told"),
  toldSize: count.nullable().describe("jobs or failures that it had then; null: never told, or it counts none"),
  toldSeverity: z.enum(severities).nullable().default(null).describe("that it had then; null: never told, or not kept"),
  switches: z.array(date).describe("the nights in which it began or ceased to fire, of the last 20"),
  inhibitedBy: z.string().nullable().describe("id of an incident that explains it: it is not told of by itself"),
  evidence: regressionSchema.describe("as it was when it fired last"),
});
export type Incident = z.infer<typeof incident>;

const incidentEvent = z.strictObject({
  id: z.string().describe("made of the incident, the night and the change: the same however often it is folded"),
  incident: z.string(),
  change: z.enum(incidentChanges),
});
export type IncidentEvent = z.infer<typeof incidentEvent>;

export const incidentsSchema = z.strictObject({
  schema: z.literal("job-audit/incidents/v1"),
  family,
  night: date,
  folded: z
    .array(z.strictObject({ night: date, manifest: z.string() }))
    .describe("the diffs that it is folded from, newest first"),
  incidents: z.array(incident).describe("open ones, and those that resolved within the last 20 nights"),
  events: z.array(incidentEvent).describe("of this night"),
});
export type Incidents = z.infer<typeof incidentsSchema>;
