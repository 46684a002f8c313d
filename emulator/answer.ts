/**
 * From a request to its answer: host, signature, throttle, permission, scripted fault, then the service.
 *
 * A request that is refused before it reaches the script uses up no fault.
 */

import { mayAsk, withOwners } from "./cam/guard.ts";
import { usualBehaviour } from "./ci/behaviour.ts";
import { createCloudInfinite } from "./ci/cloud-infinite.ts";
import { faultReply, spoilReply, withHeader } from "./fault-reply.ts";
import { createFaultScript } from "./fault-script.ts";
import type { FaultAction } from "./faults.ts";
import type { EmulatorReply, EmulatorRequest } from "./http.ts";
import type { EmulatorOptions } from "./options.ts";
import { isFunctionCall, routeHost, type Target } from "./route-host.ts";
import type { CloudFunctions } from "./scf/cloud-functions.ts";
import { type Service, serviceError } from "./service-errors.ts";
import { type Verified, verifySignature } from "./signature.ts";
import { signatureError } from "./signature-errors.ts";
import type { StatsKeeper } from "./stats.ts";
import { createThrottle } from "./throttle.ts";

export interface Answer {
  readonly service: Service | "scf";
  readonly reply: EmulatorReply;
  /** What happens to the reply on its way. */
  readonly action: FaultAction | null;
}

export type Answerer = (request: EmulatorRequest, requestId: string) => Promise<Answer>;

const throttledStatus = { ci: 429, cos: 503 } as const;

export interface AnswererParts {
  readonly now: () => number;
  readonly stats: StatsKeeper;
  /** Null: there is no function platform here. */
  readonly functions: CloudFunctions | null;
}

export function createAnswerer(options: EmulatorOptions, { now, stats, functions }: AnswererParts): Answerer {
  const serve = createService(options, now);
  const identities = options.identities && withOwners(options.identities, options.credentials);
  const script = createFaultScript(options.faults ?? []);
  const takes = options.throttle ? createThrottle(options.throttle, now) : () => true;
  const verifier = {
    skewSeconds: options.signature?.skewSeconds ?? 900,
    coverage: options.signature?.coverage ?? ("whole" as const),
    credentials: options.credentials,
    find: options.identities?.find,
    now,
  };

  async function faulty(job: Job): Promise<Answer> {
    const { request, service, requestId } = job;
    const action = script.onRequest(request);
    if (action) stats.count("faults");
    const instead = action && (action === "reset" ? { status: 0 } : faultReply(action, service, requestId));
    if (instead) return { service, reply: instead, action };
    const reply = await serve(job);
    const late = action ?? script.onReply(request, reply);
    if (late && !action) stats.count("faults");
    return { service, reply: late ? spoilReply(late, reply) : reply, action: late };
  }

  /** Faults and throttling are for the storage services: this API words its errors in another way. */
  async function callFunction(platform: CloudFunctions, request: EmulatorRequest): Promise<Answer> {
    options.observe?.(request);
    const { reply, signed } = await platform.handle(request);
    if (!signed) stats.count("refusedSignatures");
    return { service: "scf", reply, action: null };
  }

  return async (request, requestId) => {
    if (functions && isFunctionCall(request)) return callFunction(functions, request);
    const target = routeHost(request.host);
    if (!target || options.regions?.includes(target.region) === false) {
      return { service: "ci", reply: unknownHost(request.host, requestId), action: null };
    }
    options.observe?.(request);
    const service = target.kind === "cos-bucket" ? "cos" : "ci";
    const verified = verifySignature(request, verifier);
    if ("problem" in verified) {
      stats.count("refusedSignatures");
      const wording = signatureError(service, verified);
      return { service, reply: serviceError({ ...wording, message: verified.detail, requestId }), action: null };
    }
    if (!takes(request.host)) {
      stats.count("throttled");
      return { service, reply: slowDown(service, requestId, options.throttle?.retryAfterSeconds), action: null };
    }
    if (!identities || mayAsk(identities, { request, target, secretId: verified.secretId })) {
      return faulty({ request, target, service, verified, requestId });
    }
    return { service, reply: accessDenied(request, service, requestId), action: null };
  };
}

interface Job {
  readonly request: EmulatorRequest;
  readonly target: Target;
  readonly service: Service;
  readonly verified: Verified;
  readonly requestId: string;
}

function createService(options: EmulatorOptions, now: () => number) {
  const behaviour = { ...usualBehaviour, ...options };
  const cloudInfinite = createCloudInfinite({ world: options.world, behaviour, now, observePage: options.observePage });
  return async ({ request, target, verified, requestId }: Job): Promise<EmulatorReply> => {
    if (target.kind !== "cos-bucket") return cloudInfinite(request, target, requestId);
    if (options.cos) return options.cos(request, { ...verified, requestId });
    const message = "this emulator runs without object storage";
    return serviceError({ status: 501, code: "NotImplemented", message, requestId });
  };
}

function unknownHost(host: string, requestId: string): EmulatorReply {
  return serviceError({ status: 400, code: "InvalidHost", message: `no service answers for ${host}`, requestId });
}

/** Vendor pages "Error Codes" of both services: AccessDenied under 403. A HEAD has no body. */
function accessDenied({ method, host, path }: EmulatorRequest, service: Service, requestId: string): EmulatorReply {
  if (method === "HEAD") return { status: 403 };
  const resource = service === "cos" ? { resource: `${host}${path}` } : {};
  return serviceError({ status: 403, code: "AccessDenied", message: "Access Denied.", requestId, ...resource });
}

function slowDown(service: Service, requestId: string, retryAfter: number | undefined): EmulatorReply {
  const message = "Please reduce your request rate.";
  const reply = serviceError({ status: throttledStatus[service], code: "SlowDown", message, requestId });
  return retryAfter === undefined ? reply : withHeader(reply, "Retry-After", String(retryAfter));
}
