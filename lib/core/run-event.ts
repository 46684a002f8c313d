/**
 * What a run tells while it goes on: one closed union, so that whoever reads a log knows all that can stand in it.
 *
 * `run` is the id of the night's run, `serviceRequestId` what the service's support asks for. Times are ISO 8601.
 */

import type { HoleCause } from "./hole.ts";
import type { NightName } from "./key.ts";

interface OfRun {
  /** The night. */
  readonly family: NightName["family"];
  readonly night: string;
  readonly run: string;
}

interface OfNight {
  readonly family: NightName["family"];
  readonly night: string;
}

/** Null: every one of its kind. */
interface Place {
  readonly region: string;
  readonly bucket: string | null;
  readonly queueId: string | null;
  readonly tag: string | null;
}

/** A kind of request to a service, whatever it is about. */
interface OfRequest {
  readonly operation: string;
  /** How often it was sent. */
  readonly tries: number;
}

interface Refused {
  readonly host: string;
  /** Of HTTP; null when no answer came. */
  readonly status: number | null;
  /** The service's own, or that of the error. */
  readonly code: string;
  readonly serviceRequestId: string | null;
  /** How often the like happened so far: told at the first, second, fourth, eighth … time. */
  readonly times: number;
}

export type RunStep = "discover" | "walk" | "recheck" | "write";

interface Facts {
  "night-planned": OfRun & {
    readonly from: string;
    readonly to: string;
    readonly asOf: string;
    readonly scopes: number;
    readonly windows: number;
  };
  "step-ended": OfRun & { readonly step: RunStep; readonly durationMs: number };
  "progress-resumed": OfRun & {
    readonly savedAt: string;
    readonly windows: number;
    readonly plannedWindows: number;
    readonly jobs: number;
  };
  "progress-saved": { readonly run: string; readonly pieces: number; readonly durationMs: number };
  "progress-not-saved": { readonly run: string; readonly code: string; readonly message: string };
  /** A night that is too large for one instance was cut into shards, of so many expected pages. */
  "fanned-out": OfRun & { readonly shards: number; readonly pages: number };
  /** `shard` is its key. It is tried again, or the watchdog or the next audit starts it, or the night is read without it. */
  "shard-not-started": OfRun & { readonly shard: string; readonly code: string; readonly message: string };
  /**
   * Of this instance; `ended` says whether it read the rest of the shard, or another instance goes on. `jobs` are counted
   * once only where it read the rest, else as often as they were listed.
   */
  "shard-read": OfRun & {
    readonly shard: string;
    readonly ended: "whole" | "continued";
    readonly pages: number;
    readonly jobs: number;
    readonly retries: number;
    readonly durationMs: number;
  };
  "scope-read": OfRun &
    Place & {
      readonly windows: number;
      readonly pages: number;
      readonly jobs: number;
      readonly retries: number;
      readonly holes: number;
      /** Of its windows together, those side by side counted each. */
      readonly durationMs: number;
    };
  hole: OfRun &
    Place & {
      readonly from: string;
      readonly to: string;
      readonly cause: HoleCause;
      readonly detail: string;
      readonly serviceRequestId: string | null;
    };
  committed: OfRun & {
    readonly revision: number;
    readonly commit: string;
    readonly sha256: string;
    readonly status: "complete" | "incomplete";
    /** Whether another run was first. */
    readonly already: boolean;
    readonly jobs: number;
    readonly findings: number;
    readonly holes: number;
    readonly durationMs: number;
  };
  /** There was nothing to do: `run` is the one that committed it. */
  "found-committed": OfRun & {
    readonly revision: number;
    readonly commit: string;
    readonly status: "complete" | "incomplete";
  };
  repaired: OfNight & {
    readonly revision: number;
    readonly commit: string;
    readonly status: "complete" | "incomplete";
    readonly closed: number;
    readonly left: number;
    readonly durationMs: number;
  };
  "diff-made": OfNight & {
    readonly revision: number;
    readonly commit: string;
    readonly worse: number;
    readonly already: boolean;
    readonly durationMs: number;
  };
  /** `serviceRequestId` is the one that the platform's log names too. */
  "diff-started": OfNight & { readonly diffFunction: string; readonly serviceRequestId: string | null };
  "work-failed": OfNight & { readonly step: string; readonly code: string; readonly message: string };
  "alert-sent": OfNight & { readonly sink: string; readonly items: number };
  "alert-failed": OfNight & { readonly sink: string; readonly items: number; readonly reason: string };
  "alert-problem": OfNight & { readonly message: string };
  warning: { readonly family: NightName["family"]; readonly code: string; readonly text: string };
  "metrics-kept": OfNight & { readonly key: string; readonly bytes: number };
  "metrics-not-kept": OfNight & { readonly code: string; readonly message: string };
  "request-retried": OfRequest & Refused;
  "request-failed": OfRequest & Refused;
  /** Each one, to be counted: it is no line of a log. */
  request: OfRequest & { readonly failed: boolean; readonly throttled: number };
}

export type EventName = keyof Facts;
export type RunEvent = { readonly [Name in EventName]: { readonly event: Name } & Facts[Name] }[EventName];

/** By which a log's line is made; null: none is. */
export const eventLevels = {
  "night-planned": "info",
  "step-ended": "info",
  "progress-resumed": "info",
  "progress-saved": "info",
  "progress-not-saved": "warn",
  "fanned-out": "info",
  "shard-not-started": "warn",
  "shard-read": "info",
  "scope-read": "info",
  hole: "warn",
  committed: "info",
  "found-committed": "info",
  repaired: "info",
  "diff-made": "info",
  "diff-started": "info",
  "work-failed": "error",
  "alert-sent": "info",
  "alert-failed": "warn",
  "alert-problem": "warn",
  warning: "warn",
  "metrics-kept": "info",
  "metrics-not-kept": "warn",
  "request-retried": "warn",
  "request-failed": "warn",
  request: null,
} as const satisfies Record<EventName, "info" | "warn" | "error" | null>;
