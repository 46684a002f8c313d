/** What can be wrong with a night that should be over and done, as the watchdog sees it. */

import type { Severity } from "../schema/signals.ts";

/** What a run has left of itself. Epoch milliseconds. */
export interface SeenRun {
  /** When it last saved something; null: that is not known. */
  readonly savedAt: number | null;
  /** When it was started again; null: it was not. */
  readonly restartedAt: number | null;
  /** Why it could not be; null: it could, or nobody tried. */
  readonly problem: string | null;
  /** Of a night that several instances read: numbers of the shards that are silent; absent where it is not spread. */
  readonly shards?: { readonly silent: readonly number[]; readonly done: number; readonly of: number };
}

export type Trouble =
  /** Nothing is committed though it should be. `first`: nor is any night before it. */
  | { readonly kind: "missing"; readonly dueAt: number; readonly first: boolean; readonly run: SeenRun | null }
  /** A run began, saves nothing any more, and is not to be started again, or was to no avail. */
  | { readonly kind: "silent"; readonly run: SeenRun }
  /** Something lies there that cannot be read. */
  | { readonly kind: "damaged"; readonly problem: string }
  /** Committed with holes that the run of the night behind it did not close. */
  | { readonly kind: "incomplete"; readonly revision: number; readonly holes: number }
  /** Committed and not compared. */
  | { readonly kind: "undiffed"; readonly problem: string | null };

export type TroubleKind = Trouble["kind"];

/** What a trouble is with, and what is told to be over. */
export type Aspect = "commit" | "holes" | "diff";

export const aspectOf: Readonly<Record<TroubleKind, Aspect>> = {
  missing: "commit",
  silent: "commit",
  damaged: "commit",
  incomplete: "holes",
  undiffed: "diff",
};

export const severityOf: Readonly<Record<TroubleKind, Severity>> = {
  missing: "critical",
  silent: "critical",
  damaged: "critical",
  incomplete: "warning",
  undiffed: "warning",
};

/** A night as it was looked at. */
export interface NightLook {
  readonly troubles: readonly Trouble[];
  /** What is known to be right with it. */
  readonly fine: readonly Aspect[];
}
