/**
 * Jobs as the service tells of them, in our words.
 *
 * Missing, empty and `-` are one thing on the wire and `null` here. Times are epoch milliseconds.
 */

import type { FamilyName } from "./family.ts";

/** Every state that the vendor documents for a job. The queue's states are other words. */
const jobStates = ["Submitted", "Running", "Success", "Failed", "Pause", "Cancel"] as const;
export type JobState = (typeof jobStates)[number];

const terminalStates: ReadonlySet<string> = new Set(["Success", "Failed", "Cancel"]);

/** What an XML element holds when nothing more is known of it: text, children, or several of either. */
export type Tree = string | readonly Tree[] | { readonly [name: string]: Tree };

export interface ObjectRef {
  readonly bucket: string | null;
  readonly region: string | null;
  readonly object: string | null;
}

export interface Operation {
  readonly templateId: string | null;
  readonly templateName: string | null;
  /** The processing rule of an inline operation, such as `imageMogr2/rotate/90`. */
  readonly rule: string | null;
}

export interface Workflow {
  readonly workflowId: string | null;
  readonly workflowName: string | null;
  readonly runId: string | null;
}

/** Something that failed inside the operation, whatever the job's own state says. */
export interface InnerFailure {
  /** Where, as element names joined by dots: `Operation.DigitalWatermark`. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export interface Job {
  readonly family: FamilyName;
  readonly id: string;
  readonly queueId: string;
  readonly tag: string;
  /** As the service spells it; a `JobState` or a word that this program does not know. */
  readonly state: string;
  readonly code: string;
  readonly message: string;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly input: ObjectRef | null;
  readonly output: ObjectRef | null;
  readonly operation: Operation | null;
  readonly workflow: Workflow | null;
  readonly userData: string | null;
  readonly innerFailures: readonly InnerFailure[];
  /** Elements of the job that have no place above, as they came. */
  readonly extra: { readonly [name: string]: Tree };
}

export function isKnownState(state: string): state is JobState {
  return (jobStates as readonly string[]).includes(state);
}

/** Whether a job in this state changes no more. An unknown state may change. */
export function isTerminal(state: string): boolean {
  return terminalStates.has(state);
}

/**
 * Of two observations of one job, the one to keep: the terminal one wins, then the later.
 * `later` is the one observed later.
 */
export function reconcile(earlier: Job, later: Job): Job {
  return isTerminal(earlier.state) && !isTerminal(later.state) ? earlier : later;
}
