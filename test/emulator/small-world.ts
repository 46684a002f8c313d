/** Builders for worlds of a few jobs; every part can be set, none need be. */

import type { EmulatedBucket, EmulatedJob, EmulatedQueue, World } from "../../emulator/world.ts";

/** 2024-01-02T00:00:00+0800 */
export const dayStart = Date.UTC(2024, 0, 1, 16);

/** The clock of most tests: noon of that day. */
export const noon = dayStart + 12 * 3_600_000;

export const credential = { secretId: "AKIDexample", secretKey: "example-key" };

export function makeJob(parts: Partial<EmulatedJob> = {}): EmulatedJob {
  return {
    jobId: "c1",
    tag: "PicProcess",
    createdAt: dayStart,
    startedAt: dayStart + 1000,
    endedAt: dayStart + 3000,
    outcome: "Success",
    code: "Success",
    message: "",
    inputObject: "input/deer.jpg",
    outputObject: "output/out.jpg",
    templateId: null,
    templateName: null,
    rule: "imageMogr2/rotate/90",
    userData: "This is my data.",
    workflowId: null,
    inventoryTriggerJobId: null,
    operationXml: null,
    ...parts,
  };
}

/** Jobs `c0`, `c1`, … one a second from the start of the day. */
export function makeJobs(count: number, parts: (index: number) => Partial<EmulatedJob> = () => ({})): EmulatedJob[] {
  return Array.from({ length: count }, (_, index) =>
    makeJob({ jobId: `c${index}`, createdAt: dayStart + index * 1000, ...parts(index) }),
  );
}

export function makeQueue(parts: Partial<EmulatedQueue> = {}): EmulatedQueue {
  return {
    queueId: "p1",
    name: "queue-1",
    state: "Active",
    maxSize: 10_000,
    maxConcurrent: 10,
    createdAt: dayStart,
    updatedAt: dayStart,
    notify: { state: "Off", url: "", event: "", type: "", resultFormat: "XML" },
    jobs: [],
    ...parts,
  };
}

export function makeBucket(parts: Partial<EmulatedBucket> = {}): EmulatedBucket {
  return { name: "photos-1250000000", region: "ap-chongqing", createdAt: dayStart, queues: [], ...parts };
}

/** One bucket with one queue that holds these jobs. */
export function worldOf(jobs: readonly EmulatedJob[], queue: Partial<EmulatedQueue> = {}): World {
  return { buckets: [makeBucket({ queues: [makeQueue({ jobs, ...queue })] })] };
}
