/**
 * Learns from committed nights how long the jobs of a scope wait and run.
 *
 * The thresholds follow from those nights and the settings alone: two runs that heed the same nights judge alike, and one
 * that goes on where another was stopped judges as that did.
 */

import type { Manifest } from "../../core/schema/manifest.ts";
import type { ThresholdPhase, ThresholdRow } from "../../core/schema/threshold.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { learnThreshold } from "../../core/thresholds/learn-threshold.ts";
import { noLifetimes } from "../../core/thresholds/lifetimes.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { AuditRequest, LearningRequest } from "../audit/audit-request.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { gatherLifetimes } from "./gather-lifetimes.ts";
import { configuredThresholds, type NightThresholds } from "./night-thresholds.ts";
import type { ScopeLifetimes } from "./scope-lifetimes.ts";

export interface LearnRequest {
  readonly request: Pick<AuditRequest, "thresholdsOf" | "learning">;
  readonly plan: Pick<NightPlan, "name" | "inputs">;
}

/** What a damaged night would say is noted, and done without. */
export async function learnThresholds(
  store: ReportStore,
  { request, plan }: LearnRequest,
  signal: AbortSignal,
): Promise<NightThresholds> {
  const { learning } = request;
  if (learning === undefined) return configuredThresholds(request);
  const { lifetimes, damaged } = await gatherLifetimes(store, learnedNights(plan, learning), signal);
  const known = new Map<string, Record<ThresholdPhase, ThresholdRow>>();
  const judge = createJudge({ ...request, learning }, lifetimes);
  const rowsOf = (scope: Scope) => {
    const rows = known.get(scopeKey(scope)) ?? judge(scope);
    known.set(scopeKey(scope), rows);
    return rows;
  };
  return {
    of(scope) {
      const { wait, run } = rowsOf(scope);
      return { queuedAfterMs: wait.usedMs, runningAfterMs: run.usedMs };
    },
    rowsOf: (scopes) => scopes.map(rowsOf).flatMap(({ wait, run }) => [wait, run]),
    notes: [...damaged].map(([night, problem]) => damagedNote(night, problem)),
  };
}

/** Those that the manifest names as heeded: of the nights before, the newest. */
function learnedNights({ name, inputs }: LearnRequest["plan"], { nights }: LearningRequest): readonly CommittedNight[] {
  return inputs.filter(({ manifest }) => manifest.night < name.date).slice(-nights);
}

const nothingSeen: ScopeLifetimes = { wait: noLifetimes(), run: noLifetimes(), nights: [] };

function createJudge(
  { thresholdsOf, learning }: Pick<AuditRequest, "thresholdsOf"> & { readonly learning: LearningRequest },
  lifetimes: ReadonlyMap<string, ScopeLifetimes>,
): (scope: Scope) => Record<ThresholdPhase, ThresholdRow> {
  return (scope) => {
    const { wait, run, nights } = lifetimes.get(scopeKey(scope)) ?? nothingSeen;
    const configured = thresholdsOf(scope.queueId);
    const { queuedAfterMs = null, runningAfterMs = null } = learning.setFor(scope.queueId);
    const common = { scope, learning, nights };
    const ofWait = { configuredMs: configured.queuedAfterMs, queueMs: queuedAfterMs, lifetimes: wait };
    const ofRun = { configuredMs: configured.runningAfterMs, queueMs: runningAfterMs, lifetimes: run };
    return {
      wait: learnThreshold({ ...common, phase: "wait", ...ofWait }),
      run: learnThreshold({ ...common, phase: "run", ...ofRun }),
    };
  };
}

function damagedNote(night: string, problem: string): Manifest["notes"][number] {
  const note = `thresholds are learned without ${night}: ${problem}`;
  return { region: "*", bucket: "*", queueId: "*", tag: "*", note };
}
