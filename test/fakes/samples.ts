/** Jobs, queues and scopes as tests want them: ordinary, but for what a test changes. */

import type { Job } from "../../lib/core/job.ts";
import type { Queue } from "../../lib/core/queue.ts";
import type { Scope } from "../../lib/core/scope.ts";

/** A whole second from which tests count: 2026-11-20T16:00:00Z, midnight in Shanghai. */
export const midnight = Date.UTC(2026, 10, 20, 16);

export const aScope: Scope = {
  family: "pic",
  region: "ap-chongqing",
  bucket: "photos-1250000000",
  queueId: "pqueue1",
  tag: "PicProcess",
};

/** A job that ended well, a second after it was created. */
export function aJob(change: Partial<Job> & Pick<Job, "id">): Job {
  const createdAt = change.createdAt ?? midnight;
  return {
    family: "pic",
    queueId: aScope.queueId,
    tag: aScope.tag,
    state: "Success",
    code: "Success",
    message: "",
    createdAt,
    startedAt: createdAt + 1_000,
    endedAt: createdAt + 3_000,
    input: { bucket: "photos-1250000000", region: "ap-chongqing", object: "in/a.jpg" },
    output: { bucket: "photos-1250000000", region: "ap-chongqing", object: "out/a.jpg" },
    operation: { templateId: "t1", templateName: null, rule: "imageMogr2/rotate/90" },
    workflow: null,
    userData: null,
    innerFailures: [],
    extra: {},
    ...change,
  };
}

export function aQueue(change: Partial<Queue> & Pick<Queue, "queueId">): Queue {
  return {
    name: "queue-1",
    state: "Active",
    maxSize: 10_000,
    maxConcurrent: 10,
    category: "PicProcessing",
    createdAt: midnight - 86_400_000,
    updatedAt: null,
    callback: {
      state: "Off",
      url: null,
      event: null,
      type: null,
      resultFormat: null,
      mqMode: null,
      mqRegion: null,
      mqName: null,
    },
    ...change,
  };
}
