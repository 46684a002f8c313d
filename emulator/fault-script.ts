/** Plays a script of faults: which action, if any, a request or its answer is up for. */

import { pageOfToken } from "./ci/page-token.ts";
import { type FaultAction, type FaultMatch, type FaultRule, faultRulesSchema } from "./faults.ts";
import type { EmulatorReply, EmulatorRequest } from "./http.ts";

export interface FaultScript {
  /** Before the request is carried out. */
  readonly onRequest: (request: EmulatorRequest) => FaultAction | null;
  /** For rules that look for a job in the answer. */
  readonly onReply: (request: EmulatorRequest, reply: EmulatorReply) => FaultAction | null;
}

/** Throws a `ZodError` for rules that do not make sense. */
export function createFaultScript(rules: readonly FaultRule[]): FaultScript {
  const script = faultRulesSchema.parse(rules).map((rule) => ({ ...rule, seen: 0 }));
  const byRequest = script.filter(({ match }) => match.jobId === undefined);
  const byReply = script.filter(({ match }) => match.jobId !== undefined);

  function next(candidates: typeof script, matches: (match: FaultMatch) => boolean): FaultAction | null {
    for (const rule of candidates) {
      if (!matches(rule.match)) continue;
      rule.seen += 1;
      const turn = rule.seen - rule.nth;
      if (turn >= 0 && (rule.times === undefined || turn < rule.times)) return rule.fault;
    }
    return null;
  }

  return {
    onRequest: (request) => next(byRequest, (match) => matchesRequest(match, request)),
    onReply: (request, reply) =>
      next(byReply, (match) => matchesRequest(match, request) && tellsOf(match.jobId, reply)),
  };
}

function matchesRequest(match: FaultMatch, request: EmulatorRequest): boolean {
  const { method = request.method, host = "*", path = "*", query = {}, page } = match;
  return (
    method === request.method &&
    fits(host, request.host) &&
    fits(path, request.path) &&
    Object.entries(query).every(([name, value]) => fits(value, request.query.get(name) ?? "")) &&
    (page === undefined || page === pageOf(request))
  );
}

/** Lists of rows name their page; in a chain of jobs the token knows it. */
function pageOf({ query }: EmulatorRequest): number | null {
  const token = query.get("nextToken");
  return token ? pageOfToken(token) : Number(query.get("pageNumber") || 1);
}

function tellsOf(jobId: string | undefined, { body }: EmulatorReply): boolean {
  return body?.toString().includes(`<JobId>${jobId}</JobId>`) ?? false;
}

function fits(pattern: string, text: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.pop();
  if (end === undefined) return pattern === text;
  let at = start.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.startsWith(start) && text.endsWith(end) && text.length - end.length >= at;
}
