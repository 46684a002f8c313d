/** What the fields of a scenario are made of. Durations are text in the file and milliseconds once read. */

import * as z from "zod";
import { durationMs } from "./duration.ts";
import { chanceForm, placeholderNames, unknownPlaceholders } from "./placeholders.ts";

export const duration = z.string().transform((text, context) => {
  const ms = durationMs(text);
  if (ms !== null) return ms;
  context.issues.push({ code: "custom", input: text, message: "must be a duration such as 90s, 2h or 2h30m" });
  return z.NEVER;
});

const part = z.number().min(0).max(1);
export const share = part.default(0);

export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, "must be a time of day such as 03:15:07");

/** Only jobs of these queues and tags; an empty list excludes none. */
export const aim = { queues: z.array(z.string()).default([]), tags: z.array(z.string()).default([]) };

/** A bare number may hit any job. */
export const aimedShare = z
  .union(
    [part.transform((value) => ({ share: value, queues: [], tags: [] })), z.strictObject({ share: part, ...aim })],
    {
      error: "must be a share from 0 to 1, or one with queues and tags",
    },
  )
  .prefault(0);

const message = z.string().superRefine((text, context) => {
  for (const piece of unknownPlaceholders(text)) {
    context.addIssue({
      code: "custom",
      message: `has the unknown placeholder ${piece}; known are ${placeholderNames}`,
    });
  }
});

/** An object key with gaps that chance fills. */
export const keyPattern = z.string().superRefine((text, context) => {
  if (!/[{}]/.test(text.replace(chanceForm, ""))) return;
  context.addIssue({ code: "custom", message: "may hold {hex:DIGITS} and {int:FROM-TO}, and no other brace" });
});

/** What a failed job says. */
export const answer = { code: z.string().min(1), messages: z.array(message).min(1) };

export const queueState = z.enum(["Active", "Paused"]);

export const callback = z.strictObject({
  url: z.string().min(1),
  event: z.string().default("TaskFinish,WorkflowFinish"),
  type: z.string().default("Url"),
  resultFormat: z.enum(["JSON", "XML"]).default("JSON"),
});
