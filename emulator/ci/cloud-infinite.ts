/** Cloud Infinite for images: which operation a path names, and what it answers when it refuses. */

import type { EmulatorReply, EmulatorRequest } from "../http.ts";
import type { Target } from "../route-host.ts";
import { CiRefusal, ciStatuses, serviceError } from "../service-errors.ts";
import type { EmulatedBucket, World } from "../world.ts";
import type { CiBehaviour } from "./behaviour.ts";
import type { BucketCall, CiCall } from "./call.ts";
import { describeJobs } from "./describe-jobs.ts";
import { indexWorld } from "./job-index.ts";
import { listBuckets } from "./list-buckets.ts";
import { type ListedPage, listJobs } from "./list-jobs.ts";
import { listQueues } from "./list-queues.ts";
import { createPageTokens } from "./page-token.ts";

type CiTarget = Exclude<Target, { kind: "cos-bucket" }>;

export type CloudInfiniteServer = (request: EmulatorRequest, target: CiTarget, requestId: string) => EmulatorReply;

export interface CloudInfiniteParts {
  readonly world: World;
  readonly behaviour: CiBehaviour;
  readonly now: () => number;
  readonly observePage?: ((page: ListedPage) => void) | undefined;
}

const jobPath = "/pic_jobs";
/** Of jobs of every family; here there are images only. */
const unifiedPath = "/jobs";
/** How old the states are that a lagging list tells. */
const unifiedLagMs = 3_600_000;

export function createCloudInfinite(parts: CloudInfiniteParts): CloudInfiniteServer {
  const { world, behaviour, now, observePage = () => undefined } = parts;
  const buckets = indexWorld(world);
  const tokens = createPageTokens(behaviour.pages, now);

  function route(request: EmulatorRequest, target: CiTarget, requestId: string): EmulatorReply {
    if (request.method !== "GET") throw new CiRefusal("NotImplemented", `${request.method} is not implemented`);
    const call: CiCall = { query: request.query, requestId, now: now(), behaviour, tokens, observePage };
    if (target.kind === "ci-region") return onRegion(world, request.path, call);
    const indexed = buckets.get(`${target.region}/${target.bucket}`);
    if (!indexed) throw new CiRefusal("NoSuchBucket", "The specified bucket does not exist.");
    if (behaviour.denied.some(({ bucket, queueId }) => bucket === target.bucket && queueId === undefined)) {
      throw new CiRefusal("AccessDenied", "Access Denied.");
    }
    return onBucket(request.path, { ...call, indexed });
  }

  return (request, target, requestId) => {
    try {
      return route(request, target, requestId);
    } catch (error) {
      if (!(error instanceof CiRefusal)) throw error;
      return serviceError({ status: ciStatuses[error.code], code: error.code, message: error.message, requestId });
    }
  };
}

function onRegion(world: World, path: string, call: CiCall): EmulatorReply {
  if (path === "/picbucket") return listBuckets(world, call);
  throw unknownPath(path);
}

function onBucket(path: string, call: BucketCall): EmulatorReply {
  if (path === "/") return serviceStatus(call.indexed.bucket);
  if (path === "/picqueue") return listQueues(call);
  if (path === jobPath) return listJobs(call);
  if (path === unifiedPath) return listUnified(call);
  if (path.startsWith(`${jobPath}/`)) return describeJobs(call, path.slice(jobPath.length + 1));
  throw unknownPath(path);
}

/** It lists what the family's own list does, unless it is denied or tells of an hour ago. */
function listUnified(call: BucketCall): EmulatorReply {
  const { unifiedList } = call.behaviour;
  if (unifiedList === "denied") throw new CiRefusal("AccessDenied", "Access Denied.");
  return listJobs(unifiedList === "lagging" ? { ...call, now: call.now - unifiedLagMs } : call);
}

/** The one answer in JSON: whether the bucket is bound to the service. */
function serviceStatus({ binding = "on" }: EmulatedBucket): EmulatorReply {
  return { status: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ CIStatus: binding }) };
}

function unknownPath(path: string): CiRefusal {
  return new CiRefusal("InvalidUrl", `there is no operation at ${path}`);
}
