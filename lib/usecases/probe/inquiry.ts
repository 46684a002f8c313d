/** One question's inquiry: what is asked of the service for it, and what came back, kept as evidence. */

import type { Evidence } from "../../core/schema/probe.ts";
import type { ListQuestion, LookupQuestion, ProbeReply, ServiceProbe } from "../../ports/service-probe.ts";

export interface Inquiry {
  /** `words` say what is asked. */
  list(words: string, question: ListQuestion): Promise<ProbeReply>;
  lookUp(words: string, question: LookupQuestion): Promise<ProbeReply>;
  /** Notes what was asked elsewhere. */
  note(words: string, reply: ProbeReply): void;
  include(evidence: readonly Evidence[]): void;
  readonly evidence: readonly Evidence[];
}

/** Ids of jobs are long, and the first few say enough. */
const shownIds = 5;

export function createInquiry(service: ServiceProbe, signal: AbortSignal): Inquiry {
  const evidence: Evidence[] = [];
  const note = (words: string, reply: ProbeReply) => void evidence.push(evidenceOf(words, reply));
  return {
    evidence,
    note,
    include: (other) => void evidence.push(...other),
    async list(words, question) {
      const reply = await service.list(question, signal);
      note(words, reply);
      return reply;
    },
    async lookUp(words, question) {
      const reply = await service.lookUp(question, signal);
      note(words, reply);
      return reply;
    },
  };
}

/** A page's token says nothing to people, and is left out. */
function evidenceOf(asked: string, reply: ProbeReply): Evidence {
  if (reply.outcome !== "answered") {
    const { outcome, status, code, reason, requestId } = reply;
    return { asked, outcome, status, code, jobs: null, ids: [], unknown: null, more: null, reason, requestId };
  }
  const { jobs, unknown, nextToken, requestId } = reply;
  return {
    asked,
    outcome: "answered",
    status: 200,
    code: null,
    jobs: jobs.length,
    ids: jobs.slice(0, shownIds).map(({ id }) => id),
    unknown: unknown.length,
    more: nextToken !== null,
    reason: null,
    requestId,
  };
}
