/**
 * Cloud Infinite's list calls, as the vendor's pages DescribePicBuckets, DescribePicQueues and DescribePicJobs have
 * them, and its look-up by id, as DescribePicProcessJob has it.
 *
 * Bucket lists are asked of the region's host, all else of the bucket's. An empty parameter is left out: some old
 * replies took it for "not given", no page promises so.
 */

import { ProtocolError, ServiceError } from "../../core/errors.ts";
import { families } from "../../core/family.ts";
import { formatServiceTime } from "../../core/service-time.ts";
import type {
  BucketsRequest,
  CloudInfinite,
  JobsRequest,
  LookupRequest,
  QueuesRequest,
} from "../../ports/cloud-infinite.ts";
import type { Send, TencentAnswer, TencentRequest } from "../tencent/request.ts";
import { decodeBucketPage } from "./decode-buckets.ts";
import { decodeJobPage } from "./decode-jobs.ts";
import { decodeLookup } from "./decode-lookup.ts";
import { decodeQueuePage } from "./decode-queues.ts";
import { maxXmlBytes } from "./read-xml.ts";
import { showText } from "./show-bytes.ts";

/** The most that the page on buckets allows; the one on queues prints no limit. */
const rowsPerPage = "100";

export function createCloudInfinite({ send }: { readonly send: Send }): CloudInfinite {
  return {
    async listBuckets(request, signal) {
      const read = reading((bytes) => decodeBucketPage(bytes, request.family));
      return (await send(bucketsCall(request), read, signal)).value;
    },
    async listQueues(request, signal) {
      return (await send(queuesCall(request), reading(decodeQueuePage), signal)).value;
    },
    async listJobs(request, signal) {
      const read = reading((bytes) => decodeJobPage(bytes, request.scope.family));
      const { value, ...sent } = await send(jobsCall(request), read, signal);
      return { ...value, ...sent };
    },
    async lookUpJobs(request, signal) {
      const read = reading((bytes) => decodeLookup(bytes, request.place.family));
      const { value, requestId } = await send(lookupCall(request), read, signal);
      return { ...value, requestId };
    },
  };
}

function bucketsCall({ family, region, names, page }: BucketsRequest): TencentRequest {
  const bucketNames = names.join(",");
  const query = { regions: region, bucketNames, pageNumber: String(page), pageSize: rowsPerPage };
  return call(`ci.${region}.myqcloud.com`, families[family].bucketPath, query);
}

function queuesCall({ family, region, bucket, page }: QueuesRequest): TencentRequest {
  const query = { pageNumber: String(page), pageSize: rowsPerPage };
  return call(bucketHost(bucket, region), families[family].queuePath, query);
}

/**
 * No `states`: a job that changes state while it is listed would fall between two filters, seen by neither.
 * Every state is asked for at once and told apart here.
 */
function jobsCall(request: JobsRequest): TencentRequest {
  const { scope } = request;
  return call(bucketHost(scope.bucket, scope.region), families[scope.family].jobPath, {
    queueId: scope.queueId,
    tag: scope.tag,
    orderByTime: request.order,
    nextToken: request.token ?? "",
    size: String(request.size),
    startCreationTime: formatServiceTime(request.createdFrom),
    endCreationTime: formatServiceTime(request.createdTo),
    ...(request.inputObject !== undefined && { inputObject: request.inputObject }),
  });
}

/** What can be one of several in the last segment of a path. Ids of the service have some 40 letters and digits. */
const usableId = /^(?!\.{1,2}$)[^/\\,\p{C}]{1,128}$/u;

/** The page on one image job shows one id; the one on jobs of every family takes up to ten, joined by commas. */
export function lookupCall({ place, ids }: LookupRequest): TencentRequest {
  const unusable = ids.find((id) => !usableId.test(id));
  if (unusable !== undefined) {
    throw new ProtocolError(`Cannot look up job ${showText(unusable, 60)}: its id cannot stand in a path.`);
  }
  return call(bucketHost(place.bucket, place.region), `${families[place.family].jobPath}/${ids.join()}`, {});
}

export function bucketHost(bucket: string, region: string): string {
  return `${bucket}.ci.${region}.myqcloud.com`;
}

export function call(host: string, path: string, query: Readonly<Record<string, string>>): TencentRequest {
  const given = Object.entries(query).filter(([, value]) => value !== "");
  return { method: "GET", host, path, query: Object.fromEntries(given), maxAnswerBytes: maxXmlBytes, lendsBody: true };
}

/** Decodes an answer's body; what it throws tells the request id, by which the vendor finds the call. */
export function reading<T>(decode: (bytes: Uint8Array) => T): (answer: TencentAnswer) => T {
  return (answer) => {
    try {
      return decode(answer.body);
    } catch (error) {
      throw withRequestId(error, answer);
    }
  };
}

function withRequestId(cause: unknown, { requestId, body }: TencentAnswer): unknown {
  if (cause instanceof ProtocolError) {
    return new ProtocolError(cause.message, { body, requestId, foreign: cause.foreign, cause });
  }
  if (!(cause instanceof ServiceError)) return cause;
  const { message, status, serviceCode } = cause;
  return new ServiceError(message, { status, serviceCode, requestId: requestId ?? cause.requestId, cause });
}
