/** What happens to a queue in the course of a series. It holds from then on, through the nights that follow. */

import * as z from "zod";
import { callback, queueState, timeOfDay } from "./scenario-fields.ts";

export const queueEventSchema = z
  .strictObject({
    queue: z.string(),
    /** Of the day that names the night. */
    at: timeOfDay,
    state: queueState.exactOptional(),
    /** Null: callbacks are off. */
    callback: callback.nullable().exactOptional(),
    maxSize: z.int().positive().exactOptional(),
    maxConcurrent: z.int().positive().exactOptional(),
    /** True: it is created then; false: it is deleted. */
    exists: z.boolean().exactOptional(),
  })
  .refine(
    (event) => Object.keys(event).length > 2,
    "must say what changes: state, callback, maxSize, maxConcurrent or exists",
  );

/** With its instant. */
export interface QueueEvent extends Omit<z.output<typeof queueEventSchema>, "at"> {
  readonly at: number;
}
