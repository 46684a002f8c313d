/**
 * serverless.yml as people write it, with what is allowed said in one phrase each. osls is given the names and types of it
 * (osls-schema.ts) and refuses what is none of these; then all values are judged here, so that all problems are told at
 * once.
 */

import * as z from "zod";
import { bucketName, mapping, origin, region, shaped, wholeNumber } from "../lib/config/setting-values.ts";
import { cronProblem } from "./cron.ts";

/** Those of the vendor's pages (API document CreateFunction, CloudBase) that the functions run on. */
const runtimes = ["Nodejs18.15", "Nodejs20.19", "Nodejs22.21", "Nodejs24.11"] as const;

/** API document CreateFunction: names of functions, and likewise namespaces and triggers. */
const platformName = shaped(
  /^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/,
  "2 to 60 letters, digits, - and _, the first a letter, the last a letter or digit",
);

const memory = "64, or 128 to 3072 in steps of 128";
const memorySize = z.int(memory).refine((mb) => mb === 64 || (mb % 128 === 0 && mb >= 128 && mb <= 3072), memory);

/** Problems are told of the mapping, not of a variable: its value, which is told with its path, may be a secret. */
const variables = "a mapping from names of variables to text";
const environment = z.record(z.string(), z.string("text"), variables).superRefine((value, { addIssue }) => {
  for (const message of Object.keys(value).flatMap(nameProblem)) addIssue({ code: "custom", message });
});

function nameProblem(name: string): string[] {
  if (/^TENCENTCLOUD_/i.test(name)) return [`no ${name}: the functions have their credentials from the role`];
  return /^[A-Za-z]\w*$/.test(name) ? [] : [`names of letters, digits and _, the first a letter, unlike ${name}`];
}

const logIds = "both logsetId and topicId, or neither";
const logId = shaped(/^[\w-]*$/, "an id such as 50d499a8-c4c0-4442-aa04-e8aa8a02437d");
const logs = mapping({ logsetId: logId, topicId: logId }, "{ logsetId, topicId }").refine(
  ({ logsetId, topicId }) => (logsetId === "") === (topicId === ""),
  logIds,
);

const retry = mapping(
  { attempts: wholeNumber(0, 2), maxAgeSeconds: wholeNumber(60, 21_600) },
  "{ attempts, maxAgeSeconds }",
);

/** Keys as the store of reports has them. */
const code = mapping(
  {
    bucket: bucketName,
    prefix: shaped(/^(?:[\w.=-]+(?:\/[\w.=-]+)*)?$/, "a prefix such as job-audit, with no / at its ends").default(""),
  },
  "{ bucket, prefix }",
);

const ofEither = {
  runtime: z.enum(runtimes, `one of ${runtimes.join(", ")}`).optional(),
  memorySize: memorySize.optional(),
  timeout: wholeNumber(1, 900).optional(),
  environment: environment.nullish(),
  /** Empty, as from a variable that is not set: none. */
  role: shaped(/^[\w+=,.@-]{0,128}$/, "a role's name, or nothing").nullish(),
  logs: logs.nullish(),
  retry: retry.optional(),
};

export const providerSchema = mapping(
  {
    name: z.literal("tencent"),
    /** osls' own; nothing depends on it. */
    stage: z.string().optional(),
    region,
    namespace: platformName.default("default"),
    endpoint: z.union([z.literal(""), origin], "an http or https origin such as http://127.0.0.1:9000").nullish(),
    code: code.nullish(),
    ...ofEither,
  },
  "a mapping",
);

const messageLimit = 4_096;

export const timerSchema = mapping(
  {
    name: platformName,
    cron: z.string("a cron expression of seven fields").superRefine((expression, { addIssue }) => {
      const message = cronProblem(expression);
      if (message !== null) addIssue({ code: "custom", message });
    }),
    /** Becomes the event's Message. */
    argument: z
      .string("text")
      .refine((text) => Buffer.byteLength(text) <= messageLimit, "at most 4 KB of text")
      .nullish(),
    enabled: z.boolean("true or false").default(true),
  },
  "{ name, cron, argument, enabled }",
);

const noGateway =
  "a timer: the platform takes no new triggers of the API Gateway, a service that is closing (from 2026-10-30 on)";

const event = mapping(
  { timer: timerSchema.optional(), apigw: z.undefined(noGateway).optional() },
  "{ timer: { name, cron } }",
);

/** API document CreateFunction. Room is left for what a deployment adds. */
const description = shaped(/^[\p{L}\d ,.\n]{0,900}$/u, "up to 900 letters, digits, spaces, commas and full stops");

export const functionSchema = mapping(
  {
    name: platformName,
    description: description.default(""),
    entry: shaped(/^functions\/[\w-]+\.ts$/, "a file such as functions/audit.ts"),
    handler: shaped(/^index\.[A-Za-z]\w*$/, "index and what its file exports, such as index.main_handler").default(
      "index.main_handler",
    ),
    ...ofEither,
    events: z.array(event, "a list of { timer: { name, cron } }").nullish(),
  },
  "a function",
);

export const serviceSchema = z.object({
  provider: providerSchema,
  functions: z.record(z.string(), functionSchema, "a mapping from keys to functions"),
});

export type ProviderFile = z.output<typeof providerSchema>;
export type FunctionFile = z.output<typeof functionSchema>;
