/**
 * Incidents that the nights of a series must open, and when each must be over: written down from what goes wrong in the
 * nights, never worked out from them.
 */

import * as z from "zod";
import type { AlertRule } from "../../lib/core/schema/signals.ts";

/** Those of queues. */
const rules = [
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
] as const satisfies readonly AlertRule[];

const value = z.string().min(1).exactOptional();

/** What the failures that are too many have in common. */
const cause = z.strictObject({
  prefix: value,
  /** The first two words of a rule. */
  operation: value,
  /** By its name, in place of an operation. */
  template: value,
  code: value,
});

export const plantedIncidentSchema = z.strictObject({
  rule: z.enum(rules),
  queue: z.string(),
  /** Null: it is of the queue, whatever the tag. */
  tag: z.string().nullable().default(null),
  /** Of the failures, where it is of a kind of them. */
  code: z.string().nullable().default(null),
  /** Null: it gives no cause. */
  why: cause.nullable().default(null),
  /** Whether another incident explains it, so that nobody is told of it. */
  explained: z.boolean().default(false),
  /** The night in which it resolves. */
  until: z.iso.date(),
});

export type PlantedIncident = z.output<typeof plantedIncidentSchema>;
