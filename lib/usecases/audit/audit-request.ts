/** What an audit needs from outside and what it is asked to do. */

import type { Family } from "../../core/family.ts";
import type { Scope } from "../../core/scope.ts";
import type { Learning } from "../../core/thresholds/learn-threshold.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import type { Events } from "../../ports/events.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { BucketPlace, Exclusion } from "../discover/discovery.ts";
import type { NightRequest } from "./night-plan.ts";
import type { ResumedWalk } from "./walk-scopes.ts";

export interface AuditDeps {
  readonly ci: CloudInfinite;
  readonly store: ReportStore;
  readonly clock: Clock;
  readonly producer: Producer;
  /** Nobody listens when absent. */
  readonly events?: Events;
  /** For whoever watches; `events` are for whoever reads later. */
  onProgress(progress: AuditProgress): void;
}

/** The program that wrote a report, for who wants to know later. */
export interface Producer {
  readonly name: string;
  readonly version: string;
}

/** How far an audit is; its steps come in this order. */
export type AuditProgress = { readonly step: "discover" | "recheck" | "write" } | ResumeProgress | WalkProgress;

/** Told before the walk where an earlier run was stopped: what it left is not done again. */
interface ResumeProgress extends ResumedWalk {
  readonly step: "resume";
}

export interface WalkProgress {
  readonly step: "walk";
  readonly windows: number;
  readonly plannedWindows: number;
  readonly pages: number;
  /** As listed: the overlap of windows counts some twice. */
  readonly jobs: number;
}

export interface AuditRequest extends NightRequest {
  readonly family: Family & { readonly name: Scope["family"] };
  readonly tags: readonly string[];
  readonly regions: readonly string[];
  readonly buckets: readonly (string | BucketPlace)[];
  readonly excluded: readonly Exclusion[];
  readonly windowMs: number;
  readonly pageSize: number;
  readonly concurrency: number;
  /** How many nights back a committed one is looked for. */
  readonly catchUpNights: number;
  /** How many nights back open jobs are seen again. */
  readonly openMaxAgeNights: number;
  /** How many jobs one look-up asks for. */
  readonly lookupIds: number;
  /** How many jobs of earlier nights are looked up, however many calls that takes. */
  readonly maxLookups: number;
  /** Of how many jobs of earlier nights it is looked up whether another one did their work since. */
  readonly maxRetryLookups: number;
  readonly assumedRetentionMs: number;
  thresholdsOf(queueId: string): Thresholds;
  /** How thresholds are learned from earlier nights; absent: they are not. */
  readonly learning?: LearningRequest;
}

export interface LearningRequest extends Learning {
  /** What is set for the queue alone, and so not learned. */
  setFor(queueId: string): Partial<Thresholds>;
}

export interface Thresholds {
  readonly queuedAfterMs: number;
  readonly runningAfterMs: number;
}
