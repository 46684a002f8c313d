/** What a function is told by, apart from the handler that is around each of them. */

import type { Environment } from "../config/environment.ts";
import type { Settings } from "../config/settings.ts";
import type { RunTally } from "../core/metrics/run-tally.ts";
import type { Clock } from "../ports/clock.ts";
import type { App, Surroundings } from "./compose.ts";
import type { LogDestination } from "./function-log.ts";
import type { TimeLimit } from "./time-limit.ts";

/** The world around a function; tests and the demo bring their own. */
export interface FunctionSurroundings extends Pick<Surroundings, "random" | "transport" | "page"> {
  /** Read anew on each invocation. */
  readonly env: Environment;
  readonly clock: Clock;
  readonly log: LogDestination;
  /** The settings file that is packed with the function, or null when there is none. */
  settingsText(): string | null;
}

export interface FunctionSpec<Event extends object, Result extends object> {
  readonly name: string;
  /** Whether it throws also where a retry cannot help, so that the platform counts it as failed. */
  readonly throwsAll?: boolean;
  /** Throws `EventError`. */
  decode(event: unknown): Event;
  run(work: Work, event: Event): Promise<Outcome<Result>>;
}

/** Of one invocation. */
export interface Work extends App, Pick<TimeLimit, "signal" | "usableMs" | "remainingMs"> {
  readonly settings: Settings;
  /** What the invocation asked for and how long it took, counted from its events. */
  readonly tally: RunTally;
  /** Of the invocation; a retry may have the same. Null: the platform told none. */
  readonly requestId: string | null;
}

export interface Outcome<Result> {
  readonly result: Result;
  /** What went wrong though there is a result, or null. */
  readonly error: unknown;
}

/** What a function returns: `error` tells why it failed, and a retry would not help. */
export type Handled<Result> = (Result & Status) | Extract<Status, { status: "failed" }>;

type Status =
  | { readonly status: "done" }
  | { readonly status: "failed"; readonly error: { readonly code: string; readonly message: string } };

export type Handler<Result> = (event: unknown, context?: unknown) => Promise<Handled<Result>>;
