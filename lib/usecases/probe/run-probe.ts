/**
 * A probe: puts its questions one after the other, reading only, and keeps what came of them.
 *
 * A question that fails leaves the others alone. Throws `NothingReadError` when no queue could be listed.
 */

import { NothingReadError } from "../../core/errors.ts";
import type { PlacedHole } from "../../core/hole.ts";
import { isoInstant } from "../../core/instant.ts";
import type { Evidence, Probe, ProbeAnswers, QuestionName } from "../../core/schema/probe.ts";
import type { Scope } from "../../core/scope.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { ServiceProbe } from "../../ports/service-probe.ts";
import type { AuditRequest, Producer } from "../audit/audit-request.ts";
import { discover } from "../discover/discover.ts";
import { askAll } from "./ask-all.ts";
import type { ProbeProgress } from "./questions.ts";
import { writeProbe } from "./store-probe.ts";

export interface ProbeDeps {
  readonly ci: CloudInfinite;
  readonly probe: ServiceProbe;
  readonly store: ReportStore;
  readonly clock: Clock;
  readonly producer: Producer;
  onProgress(progress: ProbeProgress): void;
}

export interface ProbeRequest {
  /** Where to look, and how: as an audit of the newest night that is over would. */
  readonly audit: AuditRequest;
  /** 0: not asked. */
  readonly tokenMinutes: number;
  /** Null: not asked. */
  readonly rateCap: number | null;
}

export interface ProbeRun {
  readonly key: string;
  readonly probe: Probe;
  /** What could not be listed, and so was not probed. */
  readonly holes: readonly PlacedHole[];
}

export async function runProbe(deps: ProbeDeps, request: ProbeRequest, signal: AbortSignal): Promise<ProbeRun> {
  const { clock, store, producer } = deps;
  const { family } = request.audit;
  const { scopes, holes } = await findScopes(deps, request, signal);
  if (scopes.length === 0 && holes.length > 0) refuse(holes);
  const counting = countQuestions(deps.probe);
  const answers = await askAll({ ...deps, probe: counting.service }, { ...request, scopes }, signal);
  const measuredAt = isoInstant(clock.now());
  const content = { family: family.name, producer, measuredAt, requests: counting.count(), answers };
  return { ...(await writeProbe(store, content, signal)), holes };
}

async function findScopes({ ci, clock }: ProbeDeps, { audit }: ProbeRequest, signal: AbortSignal) {
  const now = clock.now();
  const { scopes, holes } = await discover(ci, { ...audit, span: { from: now, to: now }, previous: [] }, signal);
  return { scopes: scopes.map(({ scope }): Scope => scope), holes };
}

function refuse(holes: readonly PlacedHole[]): never {
  const seen = [...new Set(holes.map(({ detail }) => detail))];
  const retryable = holes.some(({ cause }) => cause === "network" || cause === "service-error");
  throw new NothingReadError("Cannot probe: nothing could be listed", { seen, retryable });
}

function countQuestions(service: ServiceProbe) {
  let count = 0;
  const counted = <Args extends readonly unknown[], Reply>(ask: (...args: Args) => Reply) => {
    return (...args: Args) => {
      count += 1;
      return ask(...args);
    };
  };
  const { list, listOnce, lookUp } = service;
  return { service: { list: counted(list), listOnce: counted(listOnce), lookUp: counted(lookUp) }, count: () => count };
}

/** Whether every question was answered by the service, be it by a refusal of what was asked; no permission is no answer. */
export function isWhole({ probe: { answers }, holes }: ProbeRun): boolean {
  const { rate, unifiedList, ...others } = answers;
  const evidence = (Object.values(others) as ProbeAnswers[QuestionName][]).flatMap((answer) => answer.evidence);
  return (
    holes.length === 0 &&
    evidence.every(isAnswer) &&
    // An audit needs no permission for the list of every family: that it may not be asked is what is told of it.
    (unifiedList.value !== null || unifiedList.evidence.every(isAnswer)) &&
    // Asking for less is what the question on the rate looks for.
    rate.evidence.every((each) => isAnswer(each) || each.status === 429)
  );
}

function isAnswer({ outcome }: Evidence): boolean {
  return outcome === "answered" || outcome === "refused";
}
