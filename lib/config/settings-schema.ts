/** The settings file's keys, as people write them; `settings.ts` turns them into what the program uses. */

import * as z from "zod";
import { type FamilyName, families } from "../core/family.ts";
import { usualTuning } from "../core/spikes/spike-tuning.ts";
import { alertsSchema } from "./alerts-schema.ts";
import { fingerprintsSchema } from "./fingerprints-schema.ts";
import {
  bucketName,
  distinct,
  duration,
  mapping,
  number,
  origin,
  region,
  shaped,
  timeZone,
  variableName,
  wholeNumber,
} from "./setting-values.ts";

const familyNames = Object.keys(families) as [FamilyName];
const familyName = z.enum(familyNames, `one of ${familyNames.join(", ")}`);

/** Bounded, so that an instant plus a duration stays one that every date function takes. */
const span = duration({ from: "1s", to: "366d" });

const bucket = z.union(
  [bucketName, mapping({ name: bucketName, region }, "{ name, region }")],
  "a bucket name with its APPID such as photos-1250000000, or { name, region }",
);

/** Ids become parts of keys in the report. */
const queueId = shaped(/^[A-Za-z0-9_-]+$/, "a queue id such as p2911917386e148639319e13c285cc774");
const tag = shaped(/^[A-Za-z0-9_-]+$/, "a tag such as PicProcess");

const exclusion = mapping(
  { bucket: bucketName, queueId: queueId.optional(), reason: shaped(/\S/, "the reason, in words") },
  "{ bucket, reason } or { bucket, queueId, reason }",
);

const overrides = mapping(
  { queuedAfter: span.optional(), runningAfter: span.optional() },
  "a mapping with queuedAfter, runningAfter or both",
);

/** Nothing is learned unless it is there, if only as `{}`. */
const learned = mapping(
  {
    quantile: number(0.5, 0.99999).default(0.999),
    factor: number(1, 100).default(2),
    floor: span.prefault("30m"),
    minJobs: wholeNumber(10, 10_000_000).default(1_000),
    nights: wholeNumber(1, 366).default(7),
  },
  "a mapping with quantile, factor, floor, minJobs and nights, or {}",
);

const stuck = mapping(
  {
    queuedAfter: span.prefault("2h"),
    runningAfter: span.prefault("1h"),
    queues: z.record(queueId, overrides, "a mapping from queue ids to { queuedAfter, runningAfter }").prefault({}),
    learned: learned.optional(),
  },
  "a mapping with queuedAfter, runningAfter, queues and learned",
);

/** Segments that a report's keys may begin with; none of them only dots. */
const prefix = shaped(
  /^(?:(?!\.+(?:\/|$))[\w.=-]+(?:\/(?!\.+(?:\/|$))[\w.=-]+)*)?$/,
  "a key prefix such as audits: letters, digits, . _ = - and inner slashes",
);

const storedReport = "{ store: cos, bucket, region, prefix } or { store: directory, path }";
const report = z.discriminatedUnion(
  "store",
  [
    mapping({ store: z.literal("cos"), bucket: bucketName, region, prefix: prefix.default("audits") }, storedReport),
    mapping({ store: z.literal("directory"), path: shaped(/\S/, "a folder such as ./reports") }, storedReport),
  ],
  storedReport,
);

/** As the vendor names functions and namespaces: 2 to 60 characters. */
const functionName = shaped(/^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/, "a function's name such as job-audit-diff");
const namespace = shaped(/^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/, "a namespace such as default");

const functionPlace = mapping(
  { function: functionName, namespace: namespace.default("default"), region },
  "{ function, region } or { function, namespace, region }",
);
const functions = mapping(
  { audit: functionPlace.optional(), diff: functionPlace.optional(), shard: functionPlace.optional() },
  "a mapping with audit, diff, shard or several of them",
);

/** A thousand shards are markers and lanes that whoever commits asks for one by one. */
const fanOut = mapping(
  { shards: wholeNumber(1, 1_000).default(100), pagesPerShard: wholeNumber(1, 100_000_000).optional() },
  "a mapping with shards, pagesPerShard or both",
);

const watchdog = mapping(
  {
    grace: duration({ from: "0s", to: "7d" }).prefault("4h"),
    silence: duration({ from: "1m", to: "24h" }).prefault("20m"),
  },
  "a mapping with grace, silence or both",
);

const heartbeat = mapping(
  { urlFrom: variableName, allowPrivate: z.boolean("true or false").default(false) },
  "{ urlFrom } with allowPrivate",
);

export const usualRetryLookups = 1_000;

const spikes = mapping(
  {
    minRatio: number(1.05, 100).default(usualTuning.minRatio),
    minExcess: number(1, 1_000_000).default(usualTuning.minExcess),
    falseDiscoveryRate: number(0.000001, 0.5).default(usualTuning.falseDiscoveryRate),
  },
  "a mapping with minRatio, minExcess and falseDiscoveryRate",
);

const regionList = "a list of at least one region such as [ap-chongqing]";
const familyList = `a list of at least one of ${familyNames.join(", ")}`;
const tagList = "a list of at least one tag such as [PicProcess]";

export const settingsSchema = mapping(
  {
    timeZone: timeZone.default("Asia/Shanghai"),
    families: distinct(familyName, familyList).min(1, familyList).default(["pic"]),
    regions: distinct(region, regionList).min(1, regionList),
    buckets: distinct(bucket, "a list of buckets, empty to discover them").default([]),
    exclude: distinct(exclusion, "a list of { bucket, queueId, reason }").default([]),
    tags: mapping(
      { pic: distinct(tag, tagList).min(1, tagList).optional() },
      "a mapping from families to tags",
    ).prefault({}),
    settle: duration({ from: "0s", to: "7d" }).prefault("2h"),
    stuck: stuck.prefault({}),
    window: duration({ from: "1m", to: "24h" }).prefault("1h"),
    catchUp: duration({ from: "1d", to: "366d" }).prefault("7d"),
    openMaxAge: duration({ from: "1d", to: "366d" }).prefault("7d"),
    lookupIds: z.literal([1, 10], "1 or 10").optional(),
    maxLookups: wholeNumber(1, 10_000_000).default(100_000),
    maxRetryLookups: wholeNumber(0, 1_000_000).default(usualRetryLookups),
    assumedRetention: span.prefault("3d"),
    concurrency: wholeNumber(1, 256).default(16),
    pageSize: wholeNumber(1, 100).default(100),
    maxRate: number(0.1, 10_000).optional(),
    requestDeadline: duration({ from: "1s", to: "1h" }).prefault("60s"),
    report,
    functions: functions.prefault({}),
    fanOut: fanOut.prefault({}),
    watchdog: watchdog.prefault({}),
    heartbeat: heartbeat.optional(),
    fingerprints: fingerprintsSchema.prefault({}),
    spikes: spikes.prefault({}),
    alerts: alertsSchema.prefault({}),
    endpoints: mapping(
      { ci: origin.optional(), cos: origin.optional(), scf: origin.optional() },
      "a mapping with ci, cos or scf",
    ).prefault({}),
  },
  "a mapping of settings such as `regions: [ap-chongqing]`",
);

export type SettingsFile = z.output<typeof settingsSchema>;
