/**
 * Three nights of two queues that are known job by job: failures, stuck jobs, one that fails late, one that vanishes, one
 * whose answers are never readable, and a queue that nobody may read.
 */

import type { EmulatedJob, EmulatedQueue } from "../../../emulator/world.ts";
import { reportBucket, type SimulationPlan, type Start } from "../../../simulation/plan.ts";
import type { PlannedSettings } from "../../../simulation/planned-settings.ts";

export const firstNight = "2026-11-20";
export const secondNight = "2026-11-21";
export const thirdNight = "2026-11-22";
/** In China. */
const dayStart = Date.parse("2026-11-19T16:00:00Z");
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const secret = "leak0123456789abcdef0123456789abcdef01234567";

const settings: PlannedSettings = {
  timeZone: "Asia/Shanghai",
  regions: ["ap-chongqing"],
  buckets: [],
  exclude: [],
  tags: { pic: ["PicProcess"] },
  settle: "2h",
  stuck: { queuedAfter: "2h", runningAfter: "1h", queues: {} },
  window: "6h",
  catchUp: "7d",
  openMaxAge: "7d",
  lookupIds: 1,
  maxLookups: 1000,
  maxRetryLookups: 1000,
  assumedRetention: "30d",
  concurrency: 4,
  pageSize: 100,
  requestDeadline: "60s",
  report: { store: "cos", bucket: reportBucket.name, region: reportBucket.region, prefix: "audits" },
  functions: {},
};

/** `at` is counted in minutes from the beginning of the first night. */
function aJob(jobId: string, at: number, own: Partial<EmulatedJob> = {}): EmulatedJob {
  const createdAt = dayStart + at * minute;
  return {
    jobId,
    tag: "PicProcess",
    createdAt,
    startedAt: createdAt + 1000,
    endedAt: createdAt + 5000,
    outcome: "Success",
    code: "Success",
    message: "",
    inputObject: `in/${jobId}.jpg`,
    outputObject: `out/${jobId}.jpg`,
    templateId: null,
    templateName: null,
    rule: "imageMogr2/thumbnail/200x",
    userData: "",
    workflowId: null,
    inventoryTriggerJobId: null,
    operationXml: null,
    ...own,
  };
}

const failed = { outcome: "Failed", code: "InvalidImage", message: "the image cannot be decoded" } as const;

const jobs: readonly EmulatedJob[] = [
  aJob("good1", 0),
  aJob("bad1", 60, failed),
  aJob("bad2", 60, failed),
  aJob("leaky", 61, { ...failed, message: `cannot get https://robot:${secret}@hooks.example.com/in` }),
  aJob("waits", 100, { startedAt: null, endedAt: null, outcome: "Submitted" }),
  aJob("late", 120, { ...failed, endedAt: dayStart + 2 * day }),
  aJob("gone", 130, { endedAt: null, outcome: "Running", forgottenAt: dayStart + 2 * day }),
  aJob("good2", 24 * 60 - 1),
  aJob("good3", 24 * 60),
  aJob("bad3", 24 * 60 + 10, failed),
  aJob("poison", 24 * 60 + 600, failed),
  aJob("good4", 2 * 24 * 60 + 600),
];

function aQueue(queueId: string, own: readonly EmulatedJob[]): EmulatedQueue {
  const createdAt = dayStart - 30 * day;
  const notify = { state: "Off", url: "", event: "", type: "", resultFormat: "XML" } as const;
  return {
    queueId,
    name: queueId,
    state: "Active",
    maxSize: 10,
    maxConcurrent: 1,
    createdAt,
    updatedAt: createdAt,
    notify,
    jobs: own,
  };
}

function timer(nights: number): Start {
  const time = dayStart + nights * day + 3 * hour;
  const event = { Type: "Timer", TriggerName: "nightly", Time: new Date(time).toISOString(), Message: "" };
  return { id: `timer${nights}`, function: "audit", at: time, event, retries: 2 };
}

export const knownPlan: SimulationPlan = {
  seed: 1,
  settings: [{ from: 0, text: JSON.stringify(settings) }],
  world: {
    buckets: [
      {
        name: "photos-1250000000",
        region: "ap-chongqing",
        createdAt: dayStart - 90 * day,
        queues: [aQueue("p1", jobs), aQueue("p2", [aJob("hidden", 200, failed)])],
      },
    ],
  },
  behaviour: { denied: [{ bucket: "photos-1250000000", queueId: "p2" }] },
  latencyMs: [1, 20],
  starts: [timer(1), timer(2), timer(3)],
  disturbances: [
    { id: "d1", kind: "fault", service: "ci", match: { jobId: "poison" }, nth: 1, times: 1000, fault: "garbage" },
  ],
  timeLimitMs: 900_000,
  calmFrom: dayStart + 3 * day,
  secrets: [secret],
};

/** The same world, in which all can be read. */
export const soundPlan: SimulationPlan = { ...knownPlan, behaviour: {}, disturbances: [] };
