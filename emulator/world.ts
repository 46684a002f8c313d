/**
 * The emulated cloud's content: buckets, queues and the whole history of every job.
 *
 * States of jobs and queues are computed from their histories and the emulator's clock; nothing here changes with time.
 * All times are epoch milliseconds.
 */

export interface World {
  readonly buckets: readonly EmulatedBucket[];
}

export interface EmulatedBucket {
  /** With the APPID: `photos-1250000000`. */
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  /** Whether it is bound to Cloud Infinite; it is unless told otherwise. */
  readonly binding?: "on" | "off" | "unbinding";
  /** Whether the job service is switched on in it; it is unless told otherwise. Off, its queues are not there. */
  readonly service?: "on" | "off";
  readonly queues: readonly EmulatedQueue[];
}

/** A bucket that is bound, and whose job service is on. */
export function isServed({ binding = "on", service = "on" }: Pick<EmulatedBucket, "binding" | "service">): boolean {
  return binding === "on" && service === "on";
}

export interface EmulatedQueue {
  readonly queueId: string;
  readonly name: string;
  readonly state: "Active" | "Paused";
  readonly maxSize: number;
  readonly maxConcurrent: number;
  /** Not listed before, nor are its jobs. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly notify: EmulatedNotify;
  /** What becomes of the above, in order of time. A change of the state moves no job: their histories say what waited. */
  readonly changes?: readonly EmulatedQueueChange[];
  /** From then on it is listed no more, nor are its jobs; each can still be looked up by its id. */
  readonly deletedAt?: number;
  /** In order of creation. */
  readonly jobs: readonly EmulatedJob[];
  /** Jobs that are made when they are asked for, beside those; each tag in one of the two. */
  readonly made?: readonly MadeJobs[];
}

/** Jobs in order of creation, stored or made as they are looked at. */
export interface JobList {
  readonly length: number;
  /** From 0 up to, not including, `length`. */
  at(index: number): EmulatedJob;
  createdAt(index: number): number;
}

export interface MadeJobs extends JobList {
  readonly tag: string;
  find(jobId: string): EmulatedJob | undefined;
}

export interface EmulatedQueueChange
  extends Partial<Pick<EmulatedQueue, "state" | "maxSize" | "maxConcurrent" | "notify">> {
  readonly at: number;
}

export interface EmulatedNotify {
  readonly state: "On" | "Off";
  readonly url: string;
  readonly event: string;
  readonly type: string;
  readonly resultFormat: string;
  /** Of a callback to a message queue. */
  readonly mqMode?: string;
  readonly mqRegion?: string;
  readonly mqName?: string;
}

export interface EmulatedJob {
  readonly jobId: string;
  readonly tag: string;
  /** Whole seconds, as the wire tells them. */
  readonly createdAt: number;
  /** Null: never starts. */
  readonly startedAt: number | null;
  /** Null: never ends. */
  readonly endedAt: number | null;
  /** The state it ends in, and what a job that never ends stays in once started. May be an undocumented word. */
  readonly outcome: string;
  readonly code: string;
  readonly message: string;
  readonly inputObject: string;
  readonly outputObject: string;
  /** Where input and output lie, if not in the queue's own bucket. */
  readonly objectsIn?: { readonly bucket: string; readonly region: string };
  readonly templateId: string | null;
  readonly templateName: string | null;
  /** Processing rule of a job without a template. */
  readonly rule: string | null;
  readonly userData: string;
  readonly workflowId: string | null;
  readonly workflowName?: string;
  readonly workflowRunId?: string;
  readonly inventoryTriggerJobId: string | null;
  /** Raw XML put inside Operation: results that failed inside a job that succeeded. */
  readonly operationXml: string | null;
  /** The service knows nothing of the job from then on. */
  readonly forgottenAt?: number;
  /** Never told: two jobs of one kind failed in the same way, whatever numbers and names their messages hold. */
  readonly kind?: string;
}
