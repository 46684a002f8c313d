/** A plan made by hand: one night of one queue, audited by one timer, without disturbances unless they are given. */

import type { EmulatedJob } from "../../emulator/world.ts";
import { reportBucket, type SimulationPlan } from "../../simulation/plan.ts";

export const queueId = "p0123456789abcdef0123456789abcdef";
export const night = "2026-11-20";
/** Half past two in the morning after the night, in Shanghai. */
export const firedAt = Date.parse("2026-11-20T18:30:00Z");

const dayStart = Date.parse("2026-11-19T16:00:00Z");

export const settings = `
regions: [ap-chongqing]
buckets: [{ name: photos-1250000000, region: ap-chongqing }]
report: { store: cos, bucket: ${reportBucket.name}, region: ${reportBucket.region} }
functions:
  diff: { function: job-audit-diff, region: ap-chongqing }
`;

export function aJob(index: number, own: Partial<EmulatedJob> = {}): EmulatedJob {
  const createdAt = dayStart + index * 60_000;
  return {
    jobId: `j${String(index).padStart(8, "0")}`,
    tag: "PicProcess",
    createdAt,
    startedAt: createdAt + 1000,
    endedAt: createdAt + 2000,
    outcome: index % 5 === 0 ? "Failed" : "Success",
    code: index % 5 === 0 ? "ResourceDownloadFailed" : "Success",
    message: index % 5 === 0 ? "cannot get the object" : "",
    inputObject: `in/${index}.jpg`,
    outputObject: `out/${index}.jpg`,
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

export function smallPlan(own: Partial<SimulationPlan> = {}): SimulationPlan {
  return {
    seed: 1,
    settings: [{ from: 0, text: settings }],
    world: { buckets: [aBucket(Array.from({ length: 20 }, (_, index) => aJob(index)))] },
    behaviour: {},
    latencyMs: [5, 50],
    starts: [{ id: "timer", function: "audit", at: firedAt + 1000, event: timerEvent, retries: 2 }],
    disturbances: [],
    timeLimitMs: 900_000,
    ...own,
  };
}

const timerEvent = {
  Type: "Timer",
  TriggerName: "nightly",
  Time: new Date(firedAt).toISOString(),
  Message: "",
} as const;

export function aBucket(jobs: readonly EmulatedJob[]): SimulationPlan["world"]["buckets"][number] {
  const createdAt = dayStart - 86_400_000;
  const notify = { state: "Off", url: "", event: "", type: "", resultFormat: "" } as const;
  const about = { state: "Active", maxSize: 1000, maxConcurrent: 10, createdAt, updatedAt: createdAt, notify } as const;
  const queues = [{ queueId, name: "thumbnails", ...about, jobs }];
  return { name: "photos-1250000000", region: "ap-chongqing", createdAt, queues };
}
