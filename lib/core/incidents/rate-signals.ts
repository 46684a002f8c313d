/**
 * Rates that rose. Of one rise the widest line is told: what spikes inside a scope that spikes is evidence for it, and so
 * is a creeping rise that ends in one.
 */

import { compareText } from "../order.ts";
import type { RateTest } from "../schema/rate-test.ts";
import type { DriftChange, SpikeChange } from "../schema/regression.ts";
import type { AlertSubject, Severity, Signal } from "../schema/signals.ts";
import { scopeKey } from "../scope.ts";
import type { Fired } from "./fired.ts";
import { isAboveHalf } from "./floors.ts";
import { subjectKey, subjectOf } from "./subject.ts";

/** Of one scope and night. */
const mostTold = 20;

interface ScopeRates {
  spikes: SpikeChange[];
  drift: DriftChange | null;
  readonly warm: AlertSubject[];
}

export interface RateSignals {
  add(row: SpikeChange | DriftChange): void;
  addTest(row: RateTest): void;
  fired(): Fired;
}

export function createRateSignals(): RateSignals {
  const scopes = new Map<string, ScopeRates>();
  const of = (row: SpikeChange | DriftChange | RateTest) => {
    const rates = scopes.get(scopeKey(row)) ?? { spikes: [], drift: null, warm: [] };
    scopes.set(scopeKey(row), rates);
    return rates;
  };
  return {
    add(row) {
      if (row.kind === "drift") addDrift(of(row), row);
      else if (row.worse) addSpike(of(row), row);
    },
    addTest(row) {
      if (isWarm(row)) of(row).warm.push(subjectOf("rate.spike", row, row));
    },
    fired() {
      const all = [...scopes.values()].map(firedIn);
      return { signals: all.flatMap(({ signals }) => signals), warm: all.flatMap(({ warm }) => warm) };
    },
  };
}

function addDrift(rates: ScopeRates, row: DriftChange): void {
  if (row.worse) rates.drift = row;
  else if (isAboveHalf(row.statistic, row.threshold)) rates.warm.push(subjectOf("rate.drift", row));
}

/** What a night of many small rises has too many of is warm: it is not told, and does not end. */
function addSpike(rates: ScopeRates, row: SpikeChange): void {
  rates.spikes.push(row);
  if (rates.spikes.length <= 2 * mostTold) return;
  rates.spikes.sort(compareSpikes);
  rates.warm.push(...rates.spikes.splice(mostTold).map(subjectOfSpike));
}

function compareSpikes(a: SpikeChange, b: SpikeChange): number {
  const excess = ({ excess }: SpikeChange) => excess ?? 0;
  return (
    Number(b.level === "scope") - Number(a.level === "scope") ||
    excess(b) - excess(a) ||
    compareText(subjectKey(subjectOfSpike(a)), subjectKey(subjectOfSpike(b)))
  );
}

function subjectOfSpike(row: SpikeChange): AlertSubject {
  return subjectOf("rate.spike", row, row);
}

/** Above half of both floors, however sure that is. Where too few jobs ran for a rate, their number alone decides. */
function isWarm({ verdict, excess, ratio, floor, after }: RateTest): boolean {
  if (verdict === "spike" || verdict === "incomplete") return false;
  return (
    isAboveHalf(excess ?? after.failed, floor.excess) && (ratio === null || isAboveHalf(ratio - 1, floor.ratio - 1))
  );
}

function firedIn({ spikes, drift, warm }: ScopeRates): Fired {
  const told = spikes
    .filter((row) => !spikes.some((other) => isInside(row, other)))
    .sort(compareSpikes)
    .slice(0, mostTold);
  const signals: Signal[] = told.map((row) => ({
    ...subjectOfSpike(row),
    severity: severityOfSpike(row),
    evidence: row,
  }));
  const isWide = told.some(({ level }) => level === "scope");
  if (drift !== null && !isWide)
    signals.push({ ...subjectOf("rate.drift", drift), severity: "warning", evidence: drift });
  const left = spikes.filter((row) => !told.includes(row)).map(subjectOfSpike);
  return { signals, warm: [...warm, ...left, ...(drift !== null && isWide ? [subjectOf("rate.drift", drift)] : [])] };
}

/** Whether the other line tells of all that this one does. A group that does not say of what operation it is may be of any. */
function isInside(row: SpikeChange, other: SpikeChange): boolean {
  if (row.level === "scope" || row === other) return false;
  if (other.level === "scope") return true;
  return row.level === "group" && other.level === "operation" && (row.operation ?? other.operation) === other.operation;
}

/** A large part of all that ran, or many times the rate, and enough jobs for that to matter. What few nights say is no more than a warning. */
function severityOfSpike({ after, excess, ratio, provisional }: SpikeChange): Severity {
  const extra = excess ?? 0;
  const times = ratio ?? Number.POSITIVE_INFINITY;
  const isMost = extra >= 20 && after.failed >= after.ended / 2;
  const isMuch = extra >= 100 && after.failed >= after.ended / 5 && times >= 3;
  const isManyTimes = extra >= 100 && times >= 10;
  return (isMost || isMuch || isManyTimes || extra >= 1000) && !provisional ? "critical" : "warning";
}
