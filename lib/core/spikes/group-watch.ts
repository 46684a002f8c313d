/**
 * The groups of the scopes that moved, picked out while all groups pass: those with the most jobs, each with how many
 * it had in the nights before. Of codes that are always told, what was in none of those nights is picked out of every
 * scope. Memory is bounded, however many groups there are.
 */

import { compareText } from "../order.ts";
import type { Group } from "../schema/group.ts";
import type { Coverage } from "../schema/regression.ts";
import { scopeKey } from "../scope.ts";
import type { Stratum } from "./stratum.ts";

export type WatchedGroup = Pick<
  Group,
  "family" | "region" | "bucket" | "queueId" | "tag" | "fingerprint" | "code" | "message" | "jobs"
>;

interface GroupSighting {
  readonly now: Group | null;
  /** By night of the history, newest first. */
  readonly earlier: readonly (Group | null)[];
  /** Of the same nights: how far each read the scope's groups. */
  readonly coverage: readonly Coverage[];
}

interface GroupStratum extends Stratum {
  readonly group: WatchedGroup;
  /** Whether its code is. */
  readonly isAlwaysTold: boolean;
}

export interface GroupWatch {
  add(sighting: GroupSighting): void;
  /** By scope, then by fingerprint. */
  strata(): readonly GroupStratum[];
  /** How many groups of failed jobs passed that are not among them, in scopes that were read whole. */
  passedOver(): number;
}

export interface WatchOptions {
  /** All of the night, by `scopeKey`. */
  readonly scopes: ReadonlyMap<string, WatchedScope>;
  /** Names of the nights whose groups are seen, newest first. */
  readonly nights: readonly string[];
  /** Codes. */
  readonly alwaysAlert: ReadonlySet<string>;
}

interface WatchedScope {
  readonly stratum: Stratum;
  readonly moved: boolean;
}

/** Fewer are never told as a spike of their own. */
const leastJobs = 3;
/** Of all scopes together: far more than anybody reads. */
export const mostGroups = 1_000;

interface Kept {
  readonly key: string;
  readonly scope: Stratum;
  readonly group: WatchedGroup;
  /** Null: nothing is known of that night's groups. */
  readonly jobs: readonly (number | null)[];
  readonly isAlwaysTold: boolean;
}

export function createGroupWatch({ scopes, nights, alwaysAlert }: WatchOptions): GroupWatch {
  let kept: Kept[] = [];
  let seen = 0;
  const cut = () => {
    kept = kept.sort(compareKept).slice(0, mostGroups);
  };
  return {
    add({ now, earlier, coverage }) {
      const scope = now === null ? undefined : scopes.get(scopeKey(now));
      if (now === null || scope === undefined || now.verdict !== "failed") return;
      if (scope.stratum.complete) seen += 1;
      const jobs = coverage.map((each, index) => (each === "not-audited" ? null : (earlier[index]?.jobs ?? 0)));
      const isAlwaysTold = alwaysAlert.has(now.code);
      if (!(isAlwaysTold && isFirst(jobs)) && !(scope.moved && now.jobs >= leastJobs)) return;
      kept.push({ key: groupStratumKey(now), scope: scope.stratum, group: watched(now), jobs, isAlwaysTold });
      if (kept.length >= 2 * mostGroups) cut();
    },
    strata() {
      cut();
      return [...kept].sort((a, b) => compareText(a.key, b.key)).map((each) => stratumOf(each, nights));
    },
    passedOver() {
      cut();
      return seen - kept.filter(({ scope }) => scope.complete).length;
    },
  };
}

/** Whether nights are known, and none of them had it. */
function isFirst(jobs: readonly (number | null)[]): boolean {
  return jobs.includes(0) && jobs.every((each) => each === null || each === 0);
}

function stratumOf({ key, scope, group, jobs, isAlwaysTold }: Kept, nights: readonly string[]): GroupStratum {
  const jobsOf = new Map(nights.map((night, index) => [night, jobs[index]]));
  return {
    key,
    group,
    isAlwaysTold,
    now: { failed: group.jobs, ended: scope.now.ended },
    complete: scope.complete,
    history: scope.history.flatMap((rate) => {
      const failed = jobsOf.get(rate.night);
      return failed == null ? [] : [{ ...rate, failed }];
    }),
  };
}

function compareKept(a: Kept, b: Kept): number {
  return Number(b.isAlwaysTold) - Number(a.isAlwaysTold) || b.group.jobs - a.group.jobs || compareText(a.key, b.key);
}

/** No name holds the separator. */
function groupStratumKey(group: Group): string {
  return `${scopeKey(group)}\u0000${group.fingerprint}`;
}

function watched({ family, region, bucket, queueId, tag, fingerprint, code, message, jobs }: Group): WatchedGroup {
  return { family, region, bucket, queueId, tag, fingerprint, code, message, jobs };
}
