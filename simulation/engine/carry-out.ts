/** What the service makes of one request, and what the plan's faults make of that. */

import type { Answer } from "../../emulator/answer.ts";
import type { ListedPage } from "../../emulator/ci/list-jobs.ts";
import { dressReply } from "../../emulator/dress-reply.ts";
import { faultReply, spoilReply } from "../../emulator/fault-reply.ts";
import type { EmulatorReply, EmulatorRequest } from "../../emulator/http.ts";
import { ApiRefusal, apiError } from "../../emulator/scf/api-reply.ts";
import type { Outgoing } from "../../emulator/send.ts";
import { serviceError } from "../../emulator/service-errors.ts";
import { signatureError } from "../../emulator/signature-errors.ts";
import type { TencentRequest } from "../../lib/adapters/tencent/request.ts";
import type { Fault } from "../plan.ts";
import type { Cloud } from "./cloud.ts";
import type { FaultPlan, SimulatedFault } from "./fault-plan.ts";
import { serviceOf } from "./service-of.ts";

export interface Carried {
  /** Null: the request was never seen to. */
  readonly outgoing: Outgoing | null;
  readonly fault: SimulatedFault | null;
  /** The page of jobs that goes out undamaged, if it is one. */
  readonly page: ListedPage | null;
}

export interface Arrival {
  readonly request: TencentRequest;
  /** The credentials are no longer good. */
  readonly expired: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly requestId: string;
}

type Service = Fault["service"];

/** A request that is refused for its credentials uses up no fault. */
export async function carryOut(cloud: Cloud, faults: FaultPlan, arrival: Arrival): Promise<Carried> {
  const { request, at } = arrival;
  const service = serviceOf(request);
  const asked = { request, service, at };
  if (arrival.expired) return replied(arrival, { service, reply: expiredReply(service, arrival.requestId) }, null);
  const early = faults.onRequest(asked);
  if (early === "reset") return { outgoing: null, fault: early, page: null };
  const instead = replyInstead(early, arrival);
  if (instead !== null) return replied(arrival, { service, reply: instead }, early);
  const answer = await cloud.answer(toEmulator(request), arrival.requestId);
  const page = cloud.takePage(arrival.requestId);
  const fault = early ?? faults.onReply(asked, answer.reply);
  const reply = replyInstead(fault, arrival) ?? spoiled(fault, answer.reply);
  return { ...replied(arrival, { ...answer, reply }, fault), page: reply === answer.reply ? page : null };
}

function replied({ at, requestId }: Arrival, answer: Omit<Answer, "action">, fault: Carried["fault"]): Carried {
  return { outgoing: dressReply(answer, { requestId, now: at }), fault, page: null };
}

function replyInstead(fault: SimulatedFault | null, { request, requestId }: Arrival): EmulatorReply | null {
  if (fault === null || fault === "silence") return null;
  return faultReply(fault, serviceOf(request) === "ci" ? "ci" : "cos", requestId);
}

function spoiled(fault: SimulatedFault | null, reply: EmulatorReply): EmulatorReply {
  return fault === null || fault === "silence" ? reply : spoilReply(fault, reply);
}

function expiredReply(service: Service, requestId: string): EmulatorReply {
  const message = "Request has expired";
  if (service === "scf") return apiError(new ApiRefusal("AuthFailure.SignatureExpire", message), requestId);
  const wording = signatureError(service, { problem: "expired", detail: message });
  return serviceError({ ...wording, message, requestId });
}

/** As it comes out of a socket: decoded, and no longer the sender's own bytes. */
function toEmulator({ method, host, path, query, headers = {}, body = Buffer.alloc(0) }: TencentRequest) {
  const request: EmulatorRequest = {
    method,
    host,
    path,
    query: new Map(Object.entries(query)),
    headers: new Map(Object.entries({ ...headers, host })),
    body: Buffer.from(body),
  };
  return request;
}
