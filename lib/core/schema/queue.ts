/** A queue as it was when the night was planned. */

import * as z from "zod";
import { count, family, instant, text } from "./common.ts";

export const queueSchema = z.strictObject({
  schema: z.literal("job-audit/queue/v1"),
  family,
  region: z.string(),
  bucket: z.string(),
  queueId: z.string(),
  name: text,
  state: z.string(),
  maxSize: count.nullable(),
  maxConcurrent: count.nullable(),
  category: text,
  createdAt: instant.nullable(),
  updatedAt: instant.nullable(),
  callback: z.strictObject({
    state: text,
    url: text.describe("without user-info and query"),
    event: text,
    type: text,
    resultFormat: text,
    mqMode: text,
    mqRegion: text,
    mqName: text,
  }),
});
export type QueueRow = z.infer<typeof queueSchema>;
