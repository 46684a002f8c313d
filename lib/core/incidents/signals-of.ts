/**
 * Signals: what of a night's diff deserves somebody's attention. Lines are looked at as they pass; what is kept grows with
 * the scopes and the kinds of failure, never with the jobs.
 *
 * One cause gives one signal where several lines tell of it. The same lines give the same signals.
 */

import type { FamilyName } from "../family.ts";
import { compareText } from "../order.ts";
import type { QueueRow } from "../schema/queue.ts";
import type { RateTest } from "../schema/rate-test.ts";
import type { Regression } from "../schema/regression.ts";
import { type AlertSubject, type Signal, type Signals, severities } from "../schema/signals.ts";
import { createCoverageSignals, type ScopeCoverage } from "./coverage-signals.ts";
import type { Fired } from "./fired.ts";
import { createGroupSignals } from "./group-signals.ts";
import { createJobSignals } from "./job-signals.ts";
import { createQueueSignals } from "./queue-signals.ts";
import { createRateSignals } from "./rate-signals.ts";
import { createSlowSignals } from "./slow-signals.ts";
import { type Place, placeNames, subjectKey } from "./subject.ts";

export interface SignalledNight {
  readonly family: FamilyName;
  readonly night: string;
  readonly status: Signals["status"];
  /** Of the fingerprints by which groups are compared. */
  readonly version: string;
  /** All scopes that the diff speaks of, as a comparison has them. */
  readonly scopes: readonly ScopeCoverage[];
  /** Codes that are told of however few jobs have them. */
  readonly alwaysAlert: readonly string[];
}

export interface SignalCollector {
  /** Each line of the diff, in whatever order. */
  add(row: Regression): void;
  /** Each stratum that was tested. */
  addTest(row: RateTest): void;
  /** Each queue of the night, so that it is known which are paused still. */
  addQueue(row: QueueRow): void;
  finish(): Signals;
}

export function signalsOf({ scopes, alwaysAlert, ...night }: SignalledNight): SignalCollector {
  const rules = {
    coverage: createCoverageSignals(scopes),
    queues: createQueueSignals(scopes),
    groups: createGroupSignals(new Set(alwaysAlert)),
    jobs: createJobSignals(),
    rates: createRateSignals(),
    slow: createSlowSignals(),
  };
  return {
    add: (row) => addLine(rules, row),
    addTest: rules.rates.addTest,
    addQueue: rules.queues.addQueue,
    finish: () => ({
      schema: "job-audit/signals/v1",
      family: night.family,
      night: night.night,
      status: night.status,
      version: night.version,
      ...united(Object.values(rules).map((rule) => rule.fired())),
    }),
  };
}

interface Rules {
  readonly coverage: ReturnType<typeof createCoverageSignals>;
  readonly queues: ReturnType<typeof createQueueSignals>;
  readonly groups: ReturnType<typeof createGroupSignals>;
  readonly jobs: ReturnType<typeof createJobSignals>;
  readonly rates: ReturnType<typeof createRateSignals>;
  readonly slow: ReturnType<typeof createSlowSignals>;
}

/** Who failed again, and plain numbers, fire nothing by themselves. */
function addLine(rules: Rules, row: Regression): void {
  if (row.kind === "coverage") rules.coverage.add(row);
  if (row.kind === "queue") rules.queues.add(row);
  if (row.kind === "group") {
    rules.groups.add(row);
    rules.jobs.add(row);
  }
  if (row.kind === "carried") {
    rules.coverage.add(row);
    rules.jobs.add(row);
  }
  if (row.kind === "spike" || row.kind === "drift") rules.rates.add(row);
  if (row.kind === "slow") rules.slow.add(row);
}

function united(all: readonly Fired[]): Pick<Signals, "signals" | "warm" | "blind"> {
  const fired = all.flatMap(({ signals }) => signals);
  const isTold = toldAsGroup(fired);
  const warm = [...all.flatMap((each) => each.warm), ...fired.filter(isTold).map(bareSubject)];
  const subjects = new Map(warm.map((subject) => [subjectKey(subject), subject]));
  const blind = new Map(all.flatMap(({ blind = [] }) => blind).map((place) => [placeKey(place), barePlace(place)]));
  return {
    signals: fired.filter((signal) => !isTold(signal)).sort(compareSignals),
    warm: inOrder(subjects),
    blind: inOrder(blind),
  };
}

/** Says of a group's rate that rose whether the group itself is told, as new or back. */
function toldAsGroup(fired: readonly Signal[]): (signal: Signal) => boolean {
  const keyOf = (signal: Signal) => JSON.stringify([...placeNames(signal), signal.fingerprint]);
  const groups = new Set(fired.filter(({ rule }) => rule === "group.new" || rule === "group.regressed").map(keyOf));
  return (signal) => signal.rule === "rate.spike" && signal.fingerprint !== null && groups.has(keyOf(signal));
}

function bareSubject({ severity: _, evidence: __, ...subject }: Signal): AlertSubject {
  return subject;
}

function compareSignals(a: Signal, b: Signal): number {
  return severities.indexOf(b.severity) - severities.indexOf(a.severity) || compareText(subjectKey(a), subjectKey(b));
}

function inOrder<Value extends AlertSubject | Place>(values: ReadonlyMap<string, Value>): Value[] {
  return [...values].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

function placeKey(place: Place): string {
  return JSON.stringify(placeNames(place));
}

function barePlace({ region, bucket, queueId, tag }: Place): Place {
  return { region, bucket, queueId, tag };
}
