/** The words of the watchdog's cards. What is passed in is shown as it stands. */

import type { Severity } from "../../schema/signals.ts";
import type { Aspect, TroubleKind } from "../trouble.ts";

export interface WatchWords {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly allSettled: string;
  readonly settled: Readonly<Record<Aspect, string>>;
  readonly trouble: Readonly<Record<TroubleKind, string>>;
  /** Behind a name and before what it is. */
  readonly colon: string;
  /** Between several of one kind. */
  readonly comma: string;
  readonly advice: Advice;
  /** Stands above it all. */
  readonly fact: string;
  readonly firstEver: string;
  readonly noRun: string;
  readonly savedUnknown: string;
  /** The setting that would name what starts it. */
  notRestarted(setting: string): string;
  due(time: string): string;
  savedAt(time: string): string;
  restartedAt(time: string): string;
  restartFailed(problem: string): string;
  readonly betweenNumbers: string;
  shards(silent: string, done: number, of: number): string;
  holes(count: number, revision: number): string;
  seen(problem: string): string;
}

/** What a reader is to do; what is passed in are commands. */
interface Advice {
  readonly damaged: string;
  missing(run: string): string;
  silent(run: string): string;
  incomplete(repair: string): string;
  undiffed(diff: string): string;
}
