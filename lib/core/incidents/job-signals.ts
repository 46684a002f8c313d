/** Stuck jobs, and what became of the open ones of earlier nights: one signal a scope for each of the three. */

import type { CarriedChange, GroupChange, Regression } from "../schema/regression.ts";
import type { AlertRule, Signal } from "../schema/signals.ts";
import { scopeKey } from "../scope.ts";
import { createHeaviest, createWarm, type Fired } from "./fired.ts";
import { isAboveHalf, jobsFloor, severityOf } from "./floors.ts";
import { type Place, subjectOf } from "./subject.ts";

export interface JobSignals {
  add(row: GroupChange | CarriedChange): void;
  fired(): Fired;
}

export function createJobSignals(): JobSignals {
  const late = createLateJobs();
  const heaviest = createHeaviest();
  const warm = createWarm();
  return {
    add(row) {
      if (row.kind === "carried") late.add(row);
      const jobs = isStuck(row) ? jobsOf(row) : 0;
      if (jobs !== null && jobs >= jobsFloor && becameMore(row, jobs)) {
        heaviest.add({ signal: signalOf("jobs.stuck", row, jobs), weight: jobs });
      } else if (jobs === null || isAboveHalf(jobs, jobsFloor)) warm.add("jobs.stuck", row);
      if (row.kind === "carried" && row.outcome === "vanished") {
        heaviest.add({ signal: signalOf("jobs.vanished", row, row.jobs), weight: row.jobs });
      }
    },
    fired() {
      const failed = late.fired();
      const signals = [...heaviest.signals(), ...failed.signals];
      return { signals, warm: [...warm.besides(signals), ...failed.warm] };
    },
  };
}

function isStuck(row: GroupChange | CarriedChange): boolean {
  const isLeft =
    row.kind === "group" || row.outcome === "still-open" || row.outcome === "not-seen" || row.outcome === "changed";
  return isLeft && (row.verdict === "stuck.queued" || row.verdict === "stuck.running");
}

function jobsOf(row: GroupChange | CarriedChange): number | null {
  return row.kind === "group" ? row.after : row.jobs;
}

/** All that is stuck for one reason is one group from its first night on: that it grew is news as well. */
function becameMore(row: GroupChange | CarriedChange, jobs: number): boolean {
  if (row.kind === "carried") return false;
  const { worse, before } = row;
  return worse || (before !== null && before > 0 && jobs >= 2 * before && jobs - before >= jobsFloor);
}

function signalOf(rule: AlertRule, row: Place & Regression, jobs: number): Signal {
  return { ...subjectOf(rule, row), severity: severityOf(jobs), evidence: row };
}

interface Late {
  jobs: number;
  row: CarriedChange;
}

/** Jobs that failed, in whatever way, after their night was committed are counted together. */
function createLateJobs() {
  const scopes = new Map<string, Late>();
  return {
    add(row: CarriedChange) {
      if (row.outcome !== "failed" && row.outcome !== "hidden-failure") return;
      const late = scopes.get(scopeKey(row)) ?? { jobs: 0, row };
      if (row.jobs > late.row.jobs) late.row = row;
      late.jobs += row.jobs;
      scopes.set(scopeKey(row), late);
    },
    fired(): Fired {
      const all = [...scopes.values()];
      const warm = all.filter(({ jobs }) => jobs < jobsFloor && isAboveHalf(jobs, jobsFloor));
      return {
        signals: all
          .filter(({ jobs }) => jobs >= jobsFloor)
          .map(({ row, jobs }) => signalOf("jobs.failed-late", row, jobs)),
        warm: warm.map(({ row }) => subjectOf("jobs.failed-late", row)),
      };
    },
  };
}
