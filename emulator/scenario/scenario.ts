/**
 * Scenarios: what happens in one night of an emulated account, as data.
 *
 * Counts follow from shares and are exact, so that a scenario says what an audit must find; which job it hits
 * is left to the seed.
 */

import * as z from "zod";
import {
  aim,
  aimedShare,
  answer,
  callback,
  duration,
  keyPattern,
  queueState,
  share,
  timeOfDay,
} from "./scenario-fields.ts";
import { serviceOptionsSchema } from "./service-options.ts";

const queue = z.strictObject({
  /** Null: made from the seed. Given where `service` must name the queue. */
  id: z
    .string()
    .regex(/^p[0-9a-f]{32}$/, "must be p and 32 hexadecimal digits")
    .nullable()
    .default(null),
  name: z.string().min(1).max(128),
  state: queueState.default("Active"),
  /** Jobs that had not started by then wait for ever. Null: paused since before the night. */
  pausedAt: timeOfDay.nullable().default(null),
  weight: z.number().positive().default(1),
  maxSize: z.int().positive().default(10_000),
  maxConcurrent: z.int().positive().default(10),
  /** Null: callbacks are off. */
  callback: callback.nullable().default(null),
});

const bucketName = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?-\d+$/, "must be a bucket name with its APPID");
const region = z.string().regex(/^[a-z]+(-[a-z0-9]+)+$/, "must be a region such as ap-chongqing");

const bucket = z.strictObject({ name: bucketName, region, queues: z.array(queue) });

const reportBucket = z.strictObject({
  name: bucketName,
  region,
  /** Whether it has, or ever had, versioning: forbid-overwrite then has no effect. */
  versioning: z.enum(["never", "enabled", "suspended"]).default("never"),
  /** Takes no APPEND. */
  multiAz: z.boolean().default(false),
});

const burst = z.strictObject({
  at: timeOfDay,
  jobs: z.int().positive(),
  queue: z.string().nullable().default(null),
  tag: z.string().nullable().default(null),
});

const traffic = z.strictObject({
  /** Weights of the night's twenty-four equal parts. */
  hours: z.array(z.number().min(0)).length(24).default(new Array<number>(24).fill(1)),
  /** Jobs on the first second of an hour or the last second of the night, in turn. */
  onTheHour: z.int().min(0).default(25),
  bursts: z.array(burst).default([]),
});

const failure = z.strictObject({
  ...answer,
  share,
  ...aim,
  rule: z.string().min(1).nullable().default(null),
  template: z.string().min(1).nullable().default(null),
  /** Keys of the input objects. Null: any. */
  input: keyPattern.nullable().default(null),
});

/** Jobs that hang when the night is seen, and change on the day after it. */
const late = z.strictObject({
  share,
  ...aim,
  hangs: z.enum(["queued", "running"]),
  /** Only jobs created at this time of the night or later. */
  since: timeOfDay.default("00:00"),
  /** `gone`: the service forgets them. */
  becomes: z.enum(["Failed", "Success", "Cancel", "Running", "gone"]),
  /** Of the day after the night: they change in the ten minutes from then. */
  at: timeOfDay,
  /** Of those that become Failed. */
  failure: z.strictObject(answer).nullable().default(null),
});

export const scenarioSchema = z.strictObject({
  night: z.iso.date(),
  timeZone: z.string().default("Asia/Shanghai"),
  /** After the end of the night: when it is judged, and when the emulator's clock stands. */
  settle: duration.prefault("2h"),
  now: duration.prefault("2h30m"),
  stuck: z.strictObject({ queuedAfter: duration.prefault("2h"), runningAfter: duration.prefault("1h") }).prefault({}),
  jobs: z.int().positive(),
  /** Jobs of the hours around the night, which its audit must not count. */
  outside: z.strictObject({ before: z.int().min(0).default(20), after: z.int().min(0).default(20) }).prefault({}),
  reportBucket: reportBucket.nullable().default(null),
  buckets: z.array(bucket).min(1),
  tags: z
    .record(z.string().min(1), z.number().positive())
    .default({ PicProcess: 90, ImageInspect: 8, PosterProduction: 2 }),
  traffic: traffic.prefault({}),
  durations: z.strictObject({ waitUpTo: duration.prefault("10m"), runUpTo: duration.prefault("5m") }).prefault({}),
  failures: z.array(failure).default([]),
  late: z.array(late).default([]),
  hang: z.strictObject({ queued: aimedShare, running: aimedShare }).prefault({}),
  hiddenFailures: aimedShare,
  cancelled: share,
  unknownState: aimedShare,
  /** How the emulator behaves. */
  service: serviceOptionsSchema.prefault({}),
});

export type ScenarioInput = z.input<typeof scenarioSchema>;
export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioQueue = z.output<typeof queue>;
export type ScenarioBucket = z.output<typeof bucket>;
export type ScenarioFailure = z.output<typeof failure>;
export type ScenarioLate = z.output<typeof late>;
export type ScenarioCallback = z.output<typeof callback>;
