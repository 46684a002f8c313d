/**
 * The plan's faults, in play: which of them an exchange is up for, if any.
 *
 * The first fault that matches and is not used up decides; a fault counts only the exchanges that reach it.
 */

import type { FaultAction } from "../../emulator/faults.ts";
import type { EmulatorReply } from "../../emulator/http.ts";
import type { TencentRequest } from "../../lib/adapters/tencent/request.ts";
import type { Disturbance, Fault } from "../plan.ts";

export type SimulatedFault = FaultAction | "silence";

interface Asked {
  readonly request: TencentRequest;
  readonly service: Fault["service"];
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface FaultPlan {
  /** Before the request is carried out. */
  onRequest(asked: Asked): SimulatedFault | null;
  /** For faults that look for a job in the answer. */
  onReply(asked: Asked, reply: EmulatorReply): SimulatedFault | null;
}

export function createFaultPlan(disturbances: readonly Disturbance[]): FaultPlan {
  const faults = disturbances.flatMap((one) => (one.kind === "fault" ? [{ ...one, seen: 0 }] : []));
  const byRequest = faults.filter(({ match }) => match.jobId === undefined);
  const byReply = faults.filter(({ match }) => match.jobId !== undefined);

  function next(candidates: typeof faults, matches: (fault: Fault) => boolean): SimulatedFault | null {
    for (const fault of candidates) {
      if (!matches(fault)) continue;
      fault.seen += 1;
      const turn = fault.seen - fault.nth;
      if (turn >= 0 && turn < fault.times) return fault.fault;
    }
    return null;
  }

  return {
    onRequest: (asked) => next(byRequest, (fault) => fits(fault, asked)),
    onReply: (asked, reply) => next(byReply, (fault) => fits(fault, asked) && tellsOf(fault.match.jobId, reply)),
  };
}

function fits({ service, match }: Fault, asked: Asked): boolean {
  const { method = asked.request.method, path = "", from = -Infinity, to = Infinity } = match;
  return (
    service === asked.service &&
    method === asked.request.method &&
    asked.request.path.includes(path) &&
    asked.at >= from &&
    asked.at < to
  );
}

function tellsOf(jobId: string | undefined, { body }: EmulatorReply): boolean {
  return body?.toString().includes(`<JobId>${jobId}</JobId>`) ?? false;
}
