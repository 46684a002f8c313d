/** What the page of a night shows, drawn by nobody yet. Bounded: a night of a thousand scopes is no longer than it says. */

import type { NightName } from "../key.ts";
import type { Names } from "../names.ts";
import type { Diff } from "../schema/diff.ts";
import type { Group } from "../schema/group.ts";
import type { FileEntry, Manifest } from "../schema/manifest.ts";
import type { RateTest, RateVerdict } from "../schema/rate-test.ts";
import type { Scope } from "../scope.ts";

export interface RatePoint {
  readonly night: string;
  readonly failed: number;
  readonly ended: number;
  readonly complete: boolean;
  /** The band that was expected of the night, in failures; null: too few nights before it. */
  readonly low: number | null;
  readonly high: number | null;
  readonly alerted: boolean;
}

export interface ScopeRates {
  readonly scope: Scope;
  /** Oldest first; the last is this night. */
  readonly points: readonly RatePoint[];
  /** How this night was judged; null: it was not. */
  readonly test: Pick<RateTest, "verdict" | "reason" | "provisional"> | null;
}

export interface QueueHours {
  readonly scope: Pick<Scope, "region" | "bucket" | "queueId">;
  /** Failures by the local hour in which the job was created, 24 of them. */
  readonly failed: readonly number[];
}

export interface StuckScope {
  readonly scope: Scope;
  readonly queued: number;
  readonly running: number;
  readonly held: number;
}

/** The first of them, and how many there are. */
export interface Most<Item> {
  readonly first: readonly Item[];
  readonly inAll: number;
}

export interface PageFile extends Pick<FileEntry, "key" | "rows"> {
  readonly dataset: string;
  /** Null: not known. */
  readonly bytes: number | null;
}

export interface PageView extends Names {
  readonly name: NightName;
  readonly timeZone: string;
  readonly manifest: Pick<
    Manifest,
    | "revision"
    | "span"
    | "asOf"
    | "status"
    | "jobs"
    | "byState"
    | "byVerdict"
    | "holes"
    | "scopes"
    | "notes"
    | "excluded"
  >;
  readonly diff: Diff;
  /** Scopes with a spike, then those with the most failures, at most 24. */
  readonly rates: Most<ScopeRates>;
  /** How many rates were tested, by what came of it. */
  readonly tested: Readonly<Partial<Record<RateVerdict, number>>>;
  /** Queues with the most failures first, at most 24. */
  readonly hours: Most<QueueHours>;
  /** With the most such jobs first, at most 20. */
  readonly stuck: Most<StuckScope>;
  /** With the most jobs first, at most 20. */
  readonly groups: Most<Group>;
  /** What the page is made of, relative to the store's root; the page lies four folders below it. At most 200. */
  readonly files: Most<PageFile>;
}
