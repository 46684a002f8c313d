/**
 * New kinds of failure, and kinds that came back. A scope tells of its largest: where a message defies grouping there may
 * be thousands, and they are one trouble.
 */

import { compareText } from "../order.ts";
import type { GroupChange } from "../schema/regression.ts";
import type { AlertSubject, Severity, Signal } from "../schema/signals.ts";
import { type Scope, scopeKey } from "../scope.ts";
import type { VerdictName } from "../verdict.ts";
import type { Fired } from "./fired.ts";
import { isAboveHalf, jobsFloor, severityOf } from "./floors.ts";
import { type Place, subjectOf } from "./subject.ts";

/** Of one scope and night. */
const mostTold = 20;
/** Of one scope: above that, nothing of it is called quiet. */
const mostWarm = 1000;

const failures: ReadonlySet<VerdictName> = new Set(["failed", "hidden-failure", "unrecognised"]);

interface Firing {
  readonly row: GroupChange;
  readonly jobs: number;
}

interface ScopeGroups {
  readonly scope: Scope;
  readonly firing: Firing[];
  readonly warm: AlertSubject[];
  isFull: boolean;
}

export interface GroupSignals {
  add(row: GroupChange): void;
  fired(): Fired;
}

/** `alwaysAlert`: codes of which one job is enough. */
export function createGroupSignals(alwaysAlert: ReadonlySet<string>): GroupSignals {
  const scopes = new Map<string, ScopeGroups>();
  return {
    fired: () => firedOf([...scopes.values()], alwaysAlert),
    add(row) {
      if (!failures.has(row.verdict)) return;
      const floor = alwaysAlert.has(row.code) ? 1 : jobsFloor;
      const jobs = row.worse && (row.after ?? 0) >= floor ? row.after : null;
      // Stryker disable next-line ConditionalExpression: what fires is warm, too.
      if (jobs === null && !isWarm(row, floor)) return;
      const groups = scopes.get(scopeKey(row)) ?? { scope: row, firing: [], warm: [], isFull: false };
      scopes.set(scopeKey(row), groups);
      if (jobs === null) addWarm(groups, row);
      else groups.firing.push({ row, jobs });
      // Stryker disable next-line all: it bounds what is held, whenever it comes.
      if (groups.firing.length > 2 * mostTold) keepLargest(groups, alwaysAlert);
    },
  };
}

/** A group that stays is no news, and not over either. */
function isWarm({ after, baselineState }: GroupChange, floor: number): boolean {
  return baselineState !== "absent" && (after === null || isAboveHalf(after, floor));
}

function addWarm(groups: ScopeGroups, { fingerprint }: GroupChange): void {
  if (groups.warm.length >= mostWarm) groups.isFull = true;
  else groups.warm.push(subjectOf("group.new", groups.scope, { fingerprint }));
}

function keepLargest(groups: ScopeGroups, alwaysAlert: ReadonlySet<string>): void {
  const rank = ({ row, jobs }: Firing) => (alwaysAlert.has(row.code) ? Number.MAX_SAFE_INTEGER : jobs);
  groups.firing.sort((a, b) => rank(b) - rank(a) || compareText(a.row.fingerprint, b.row.fingerprint));
  for (const { row } of groups.firing.splice(mostTold)) addWarm(groups, row);
}

function firedOf(scopes: readonly ScopeGroups[], alwaysAlert: ReadonlySet<string>): Fired {
  for (const groups of scopes) keepLargest(groups, alwaysAlert);
  return {
    signals: scopes.flatMap(({ firing }) => firing.map((each) => signalOf(each, alwaysAlert))),
    warm: scopes.flatMap(({ warm }) => warm),
    blind: scopes.filter(({ isFull }) => isFull).map(({ scope }): Place => scope),
  };
}

function signalOf({ row, jobs }: Firing, alwaysAlert: ReadonlySet<string>): Signal {
  const rule = row.baselineState === "regressed" ? "group.regressed" : "group.new";
  const severity = alwaysAlert.has(row.code) ? "critical" : severityOfGroup(row, jobs);
  return { ...subjectOf(rule, row, { fingerprint: row.fingerprint }), severity, evidence: row };
}

/** A new message of a code that was there already, or a group that comes and goes, is less of a surprise. */
function severityOfGroup({ knownCode, flapping }: GroupChange, jobs: number): Severity {
  const severity = severityOf(jobs);
  if (!knownCode && !flapping) return severity;
  return severity === "critical" ? "warning" : "info";
}
