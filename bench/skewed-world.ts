/** A night of which nine tenths lie in one hour, and the night before it, alike: what windows are measured on. */

import type { EmulatedJob, World } from "../emulator/world.ts";
import { nightSpan, shiftNight } from "../lib/core/night.ts";

export const skewedScope = {
  bucket: "photos-1250000000",
  region: "ap-chongqing",
  queueId: `p${"7".repeat(32)}`,
  tag: "PicProcess",
};
export const skewedZone = "Asia/Shanghai";

const hourSeconds = 3_600;
const fullHour = 20;
/** Every fiftieth fails. */
const failedEvery = 50;

export function failedOf(jobs: number): number {
  return Math.ceil(jobs / failedEvery);
}

/** `jobs` in the night, and a tenth of that in the night before. */
export function skewedWorld(night: string, jobs: number): World {
  const before = jobsOf(shiftNight(night, -1), jobs / 10);
  const { bucket, region, queueId } = skewedScope;
  const long = { createdAt: 0, updatedAt: 0 };
  const notify = { state: "Off", url: "", event: "", type: "", resultFormat: "" } as const;
  const queue = {
    queueId,
    name: "photos",
    state: "Active",
    maxSize: 10_000,
    maxConcurrent: 10,
    ...long,
    notify,
  } as const;
  return {
    buckets: [
      { name: bucket, region, createdAt: 0, queues: [{ ...queue, jobs: [...before, ...jobsOf(night, jobs)] }] },
    ],
  };
}

function jobsOf(night: string, count: number): EmulatedJob[] {
  const { from } = nightSpan(night, skewedZone);
  const full = Math.round(count * 0.9);
  const seconds = Array.from({ length: count }, (_, index) =>
    index < full
      ? fullHour * hourSeconds + Math.floor((index * hourSeconds) / full)
      : Math.floor(((index - full) * 24 * hourSeconds) / (count - full)),
  ).sort((a, b) => a - b);
  return seconds.map((second, index) => jobAt(from + second * 1_000, `${night}-${index}`, index % failedEvery === 0));
}

function jobAt(createdAt: number, name: string, fails: boolean): EmulatedJob {
  return {
    jobId: `j${name.replaceAll("-", "x").padStart(32, "0")}`,
    tag: skewedScope.tag,
    createdAt,
    startedAt: createdAt + 1_000,
    endedAt: createdAt + 2_000,
    outcome: fails ? "Failed" : "Success",
    code: fails ? "InputFileOpenFailed" : "Success",
    message: fails ? `cannot open upload/${name}.jpg` : "",
    inputObject: `upload/${name}.jpg`,
    outputObject: `thumbs/${name}.webp`,
    templateId: `t${"5".repeat(33)}`,
    templateName: "thumbnail",
    rule: null,
    userData: "",
    workflowId: null,
    inventoryTriggerJobId: null,
    operationXml: null,
  };
}
