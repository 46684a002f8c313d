/**
 * The probe's questions on the wire: the job list with any texts and sizes, and look-ups of any number of ids.
 *
 * The list of every family is `GET /jobs`, as the vendor's page on querying jobs that meet conditions has it.
 */

import { ServiceError } from "../../core/errors.ts";
import { holeCause } from "../../core/failure-cause.ts";
import { families } from "../../core/family.ts";
import { redactText } from "../../core/redact.ts";
import type {
  Answered,
  ListQuestion,
  LookupQuestion,
  NotAnswered,
  ProbeReply,
  ServiceProbe,
} from "../../ports/service-probe.ts";
import type { Send, TencentAnswer, TencentRequest } from "../tencent/request.ts";
import { bucketHost, call, lookupCall, reading } from "./ci-client.ts";
import { decodeJobPage } from "./decode-jobs.ts";
import { decodeLookup } from "./decode-lookup.ts";

interface ProbeOptions {
  readonly send: Send;
  /** One try, and a limiter of its own. */
  readonly sendOnce: Send;
}

const unifiedPath = "/jobs";

export function createServiceProbe({ send, sendOnce }: ProbeOptions): ServiceProbe {
  return {
    list: (question, signal) => ask({ send, request: () => listCall(question), read: readPage(question) }, signal),
    listOnce: (question, signal) =>
      ask({ send: sendOnce, request: () => listCall(question), read: readPage(question) }, signal),
    lookUp: (question, signal) =>
      ask({ send, request: () => lookupCall(question), read: readLookup(question) }, signal),
  };
}

type Read = (answer: TencentAnswer) => Pick<Answered, "jobs" | "unknown" | "nextToken">;

interface Asking {
  readonly send: Send;
  /** Throws for what cannot be asked. */
  readonly request: () => TencentRequest;
  readonly read: Read;
}

async function ask({ send, request, read }: Asking, signal: AbortSignal): Promise<ProbeReply> {
  try {
    const { value, requestId } = await send(request(), read, signal);
    return { outcome: "answered", ...value, requestId };
  } catch (error) {
    signal.throwIfAborted();
    return toReply(error);
  }
}

function readPage({ scope }: ListQuestion): Read {
  return reading((bytes) => ({ ...decodeJobPage(bytes, scope.family), unknown: [] }));
}

function readLookup({ place }: LookupQuestion): Read {
  return reading((bytes) => ({ ...decodeLookup(bytes, place.family), nextToken: null }));
}

/** Throws what is no answer of the service: a defect. */
function toReply(error: unknown): NotAnswered {
  const cause = holeCause(error);
  if (cause === null) throw error;
  const reason = redactText((error as Error).message);
  if (!(error instanceof ServiceError)) {
    return { outcome: "failed", status: null, code: null, retryAfterMs: null, requestId: null, reason };
  }
  const { status, serviceCode: code, requestId, retryAfterMs, retryable } = error;
  const outcome = retryable ? "failed" : cause === "access-denied" ? "denied" : "refused";
  return { outcome, status, code, retryAfterMs, requestId, reason };
}

function listCall({ scope, list, from, to, order, size, token }: ListQuestion): TencentRequest {
  const path = list === "unified" ? unifiedPath : families[scope.family].jobPath;
  return call(bucketHost(scope.bucket, scope.region), path, {
    queueId: scope.queueId,
    tag: scope.tag,
    orderByTime: order,
    nextToken: token ?? "",
    size: String(size),
    startCreationTime: from,
    endCreationTime: to,
  });
}
