/**
 * The part of the emulator's options that is data, as a scenario file gives it under `service`.
 *
 * Names and meanings are those of the emulator itself: what passes here is handed on as it is.
 */

import * as z from "zod";
import type { PageQuirks } from "../ci/behaviour.ts";
import { faultRulesSchema } from "../faults.ts";
import type { EmulatorOptions } from "../options.ts";

const milliseconds = z.int().min(0);
const positive = z.int().positive();

const throttle = z.strictObject({
  ratePerSecond: z.number().positive(),
  burst: positive,
  retryAfterSeconds: z.int().min(0).exactOptional(),
});

const pages = z.strictObject({
  maxFill: positive.exactOptional(),
  emptyEvery: z.int().min(2).exactOptional(),
  awkwardTokens: z.boolean().exactOptional(),
  tokenUses: positive.exactOptional(),
  tokenTtlMs: positive.exactOptional(),
  repeatTokenAtPage: z.int().min(2).exactOptional(),
  chainEnd: z.enum(["absent", "empty", "extra-page"]).exactOptional(),
}) satisfies z.ZodType<PageQuirks>;

export const serviceOptionsSchema = z.strictObject({
  elementOrder: z.enum(["alphabetical", "documented"]).exactOptional(),
  bounds: z.enum(["strict", "inclusive"]).exactOptional(),
  lookupIds: z.literal([1, 10]).exactOptional(),
  excessIds: z.enum(["refused", "ignored"]).exactOptional(),
  unknownIds: z.enum(["named", "silent"]).exactOptional(),
  maxSize: positive.exactOptional(),
  oversize: z.enum(["refused", "capped"]).exactOptional(),
  times: z.enum(["documented", "offsets", "careless"]).exactOptional(),
  unifiedList: z.enum(["agrees", "denied", "lagging"]).exactOptional(),
  retentionMs: milliseconds.nullable().exactOptional(),
  emptyList: z.enum(["none", "hollow"]).exactOptional(),
  extraElements: z.boolean().exactOptional(),
  tags: z.array(z.string().min(1)).min(1).exactOptional(),
  pages: pages.exactOptional(),
  denied: z
    .array(z.strictObject({ bucket: z.string().min(1), queueId: z.string().min(1).exactOptional() }))
    .exactOptional(),
  signature: z
    .strictObject({
      skewSeconds: z.int().min(0).exactOptional(),
      coverage: z.enum(["whole", "listed"]).exactOptional(),
    })
    .exactOptional(),
  delayMs: milliseconds.exactOptional(),
  throttle: throttle.exactOptional(),
  faults: faultRulesSchema.exactOptional(),
}) satisfies z.ZodType<Partial<EmulatorOptions>>;
