/** What an audit tells of its night: what it is going to read, what it read, where it could not, what it committed. */

import type { PlacedHole } from "../../core/hole.ts";
import { isoInstant } from "../../core/instant.ts";
import type { RunStep } from "../../core/run-event.ts";
import type { Counts } from "../../core/schema/common.ts";
import { splitSpan } from "../../core/window.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Events, noEvents } from "../../ports/events.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import type { AuditResult } from "./audit-night.ts";
import type { JudgedScope } from "./judge-readings.ts";
import type { NightPlan } from "./night-plan.ts";
import type { ResumedWalk } from "./walk-scopes.ts";

export interface NightTeller {
  planned(scopes: readonly PlannedScope[], windowMs: number): void;
  resumed(walk: ResumedWalk): void;
  /** Runs the step and tells how long it took, if it came to its end. */
  timed<Result>(step: RunStep, work: () => Promise<Result>): Promise<Result>;
  /** `spentMs`: the time that its windows took. */
  read(scope: JudgedScope, spentMs: number): void;
  holes(holes: readonly PlacedHole[]): void;
  committed(result: Pick<AuditResult, "key" | "commit" | "manifest" | "already">): void;
}

/** An outage makes hundreds: the report has them all, and `committed` their number. */
const mostHolesTold = 50;

export function createNightTeller(
  { clock, events = noEvents }: { readonly clock: Pick<Clock, "now">; readonly events?: Events | undefined },
  { name, runId, span, asOf }: Pick<NightPlan, "name" | "runId" | "span" | "asOf">,
): NightTeller {
  const startedAt = clock.now();
  const of = { family: name.family, night: name.date, run: runId };
  const since = (at: number) => Math.round(clock.now() - at);
  return {
    planned(scopes, windowMs) {
      const times = { from: isoInstant(span.from), to: isoInstant(span.to), asOf: isoInstant(asOf) };
      const windows = scopes.length * splitSpan(span, windowMs).length;
      events.tell({ event: "night-planned", ...of, ...times, scopes: scopes.length, windows });
    },
    resumed({ savedAt, ...walk }) {
      events.tell({ event: "progress-resumed", ...of, savedAt: isoInstant(savedAt), ...walk });
    },
    async timed(step, work) {
      const begunAt = clock.now();
      const result = await work();
      events.tell({ event: "step-ended", ...of, step, durationMs: since(begunAt) });
      return result;
    },
    read(scope, spentMs) {
      events.tell({ event: "scope-read", ...of, ...factsOf(scope), durationMs: Math.round(spentMs) });
    },
    holes(holes) {
      for (const { region, bucket, queueId, tag, from, to, cause, detail, requestId } of holes.slice(
        0,
        mostHolesTold,
      )) {
        const where = { region, bucket, queueId, tag, from: isoInstant(from), to: isoInstant(to) };
        events.tell({ event: "hole", ...of, ...where, cause, detail, serviceRequestId: requestId });
      }
    },
    committed({ key, commit: { revision, status, manifestSha256 }, manifest: { jobs, byVerdict, holes }, already }) {
      const numbers = { jobs, findings: findingsIn(byVerdict), holes: holes.length, durationMs: since(startedAt) };
      const commit = { revision, commit: key, sha256: manifestSha256, status, already };
      events.tell({ event: "committed", ...of, ...commit, ...numbers });
    },
  };
}

/** Of a night that was committed before: there is nothing to do. */
export function tellFound(
  { events = noEvents }: { readonly events?: Events | undefined },
  { key, commit: { revision, status }, manifest: { family, night, runId } }: CommittedNight,
): void {
  events.tell({ event: "found-committed", family, night, run: runId, revision, commit: key, status });
}

function factsOf({ reading: { planned, windows }, tally, holes }: JudgedScope) {
  const { region, bucket, queueId, tag } = planned.scope;
  const sum = (count: "pages" | "retries") => windows.reduce((total, { walk }) => total + walk.counts[count], 0);
  const counts = { windows: windows.length, pages: sum("pages"), jobs: tally.jobs, retries: sum("retries") };
  return { region, bucket, queueId, tag, ...counts, holes: holes.length };
}

function findingsIn(byVerdict: Counts["byVerdict"]): number {
  return Object.values(byVerdict).reduce((sum, count) => sum + count, 0);
}
