/** Signals: what of a night's diff deserves somebody's attention, before it is known what was told already. */

import * as z from "zod";
import { date, family, scopeFields, text } from "./common.ts";
import { regressionSchema } from "./regression.ts";

/** What may fire; docs/alerts.md says when each does. */
export const alertRules = [
  "coverage.incomplete",
  "rate.spike",
  "rate.drift",
  "group.new",
  "group.regressed",
  "jobs.stuck",
  "jobs.vanished",
  "jobs.failed-late",
  "duration.slow",
  "queue.paused",
  "queue.callback-off",
  "queue.gone",
] as const;
export type AlertRule = (typeof alertRules)[number];

export const severities = ["info", "warning", "critical"] as const;
export type Severity = (typeof severities)[number];

const { family: _family, ...place } = scopeFields;

/** Null: all of what the one before it names. */
const signalPlace = {
  region: place.region,
  bucket: text,
  queueId: text,
  tag: text,
};

/** What an incident is of: the same from night to night. */
export const alertSubject = {
  rule: z.enum(alertRules),
  ...signalPlace,
  operation: text,
  fingerprint: text,
};

const signal = z.strictObject({
  ...alertSubject,
  severity: z.enum(severities),
  evidence: regressionSchema.describe("the line of the diff that it is of"),
});
export type Signal = z.infer<typeof signal>;

const subject = z.strictObject(alertSubject);
export type AlertSubject = z.infer<typeof subject>;

export const signalsSchema = z.strictObject({
  schema: z.literal("job-audit/signals/v1"),
  family,
  night: date,
  status: z.enum(["complete", "incomplete"]),
  version: text.default(null).describe("of the fingerprints by which groups are compared; null: not told"),
  signals: z.array(signal).describe("the most severe first"),
  warm: z.array(subject).describe("what does not fire, and is not quiet either: above half of what would be told"),
  blind: z
    .array(z.strictObject(signalPlace))
    .describe("scopes with holes, or not audited: that nothing fires there says nothing"),
});
export type Signals = z.infer<typeof signalsSchema>;
