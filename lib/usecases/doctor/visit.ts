/** A visit: what is looked at, with what, and what earlier steps found out for later ones. */

import type { Prices } from "../../core/cost/prices.ts";
import type { Family } from "../../core/family.ts";
import type { Queue } from "../../core/queue.ts";
import type { Account, DeployedFunction } from "../../ports/account.ts";
import type { AppendLog } from "../../ports/append-log.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import type { FunctionName } from "../../ports/functions.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export interface DoctorDeps {
  readonly account: Account;
  readonly ci: CloudInfinite;
  readonly store: ReportStore;
  readonly log: AppendLog;
  readonly clock: Clock;
}

export interface DoctorRequest {
  readonly credentials: CredentialFacts;
  readonly family: Family & { readonly name: "pic" };
  readonly tags: readonly string[];
  readonly regions: readonly string[];
  /** Empty: discovered. Names alone are looked up in the regions. */
  readonly buckets: readonly (string | Place)[];
  /** Buckets that are left out of audits as a whole. */
  readonly excluded: readonly string[];
  /** Null: a folder. */
  readonly report: ReportBucket | null;
  readonly functions: FunctionPlan;
  readonly timeZone: string;
  readonly settleMs: number;
  readonly windowMs: number;
  readonly pageSize: number;
  readonly catchUpMs: number;
  readonly assumedRetentionMs: number;
  readonly openMaxAgeMs: number;
  readonly lookupIds: 1 | 10 | null;
  readonly concurrency: number;
  readonly maxRate: number | null;
  readonly fanOut: { readonly shards: number; readonly pagesPerShard: number | null };
  readonly sinks: readonly VariableUser[];
  readonly heartbeat: VariableUser | null;
  readonly prices: Prices;
  /** Null: nothing is written. Else a name that no other visit has. */
  readonly writesAs: string | null;
  /** Of this program. */
  readonly version: string;
}

export interface CredentialFacts {
  /** What makes them unusable; no value is in it. */
  readonly problems: readonly string[];
  /** What makes them look like something else. */
  readonly doubts: readonly string[];
  readonly temporary: boolean;
}

export interface Place {
  readonly name: string;
  readonly region: string;
}

export interface ReportBucket {
  readonly bucket: string;
  readonly region: string;
  /** Empty: none. */
  readonly prefix: string;
}

export interface FunctionPlan {
  /** The function that a timer starts. */
  readonly audit: FunctionName;
  /** Compares nights and tells people; null: whoever commits a night does. */
  readonly diff: FunctionName | null;
  /** Reads parts of large nights, and commits those; null: nights are not spread. */
  readonly shard: FunctionName | null;
  /** The one that notices a night that did not happen. */
  readonly watchdog: FunctionName;
  /** Those of the settings: the ones that others start. */
  readonly started: readonly FunctionName[];
  /** Whether the settings name any: else there may be none yet. The watchdog is never named. */
  readonly placed: boolean;
}

/** Those that commit nights: what tells of a commit runs there. */
export function committing({ audit, shard }: FunctionPlan): readonly FunctionName[] {
  return shard === null ? [audit] : [audit, shard];
}

/** Something that reads its address, and may be a secret, from the environment. */
export interface VariableUser {
  readonly name: string;
  readonly variables: readonly string[];
  /** What is wrong with them here; none: nothing. */
  problems(): readonly string[];
}

/** Filled in by steps as they go. */
interface Notes {
  /** A region whose host answered. */
  region: string | null;
  /** Regions whose list of buckets was read, and those that it held, as `region/name`. */
  readonly listedRegions: Set<string>;
  readonly listed: Set<string>;
  /** By `region/name`. */
  readonly queues: Map<string, readonly Queue[]>;
  /** By name; null: there is none; absent: it could not be looked at. */
  readonly functions: Map<string, DeployedFunction | null>;
  /** What the platform said when it refused to tell of a function. */
  functionRefusal: string | null;
  /** Whether the report bucket ever had versioning; null: not known. */
  versioned: boolean | null;
  /** Keys of what was written, or may have been. */
  readonly written: Set<string>;
}

export interface Visit {
  readonly deps: DoctorDeps;
  readonly request: DoctorRequest;
  readonly notes: Notes;
}

export function placeKey({ region, name }: Place): string {
  return `${region}/${name}`;
}
