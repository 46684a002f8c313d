/** The words of cards: short lines, for phones. What is passed in is shown as it stands. */

import type { IncidentChange } from "../../schema/incidents.ts";
import type { CarriedOutcome, Coverage, QueueChange } from "../../schema/regression.ts";
import type { AlertRule, Severity } from "../../schema/signals.ts";
import type { AlertMessage } from "../alert-message.ts";

type Headline = AlertMessage["headline"];

/** Failures, ready to be shown. */
export interface ShownRate {
  readonly failed: string;
  readonly ended: string;
}

export interface CardWords {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly change: Readonly<Record<IncidentChange, string>>;
  readonly rule: Readonly<Record<AlertRule, string>>;
  readonly outcome: Readonly<Record<CarriedOutcome, string>>;
  readonly coverage: Readonly<Record<Coverage, string>>;
  readonly queueChange: Readonly<Record<QueueChange, string>>;
  readonly phase: Readonly<Record<"wait" | "run", string>>;
  readonly sample: string;
  readonly sampleNote: string;
  readonly allResolved: string;
  /** Behind a name and before what it is. */
  readonly colon: string;
  /** Between several of one kind. */
  readonly comma: string;
  readonly openReport: string;
  readonly unknown: string;
  heading(severity: string, rule: string, change: string): string;
  changes(count: number, change: string): string;
  facts(headline: Headline): readonly string[];
  incomplete(holes: number): string;
  holes(count: number): string;
  more(count: number): string;
  operation(name: string): string;
  failed(rate: ShownRate, expected: string | null): string;
  provisional(nights: number): string;
  creeping(since: string, nights: number): string;
  jobs(count: number): string;
  jobsBeforeAfter(before: string, after: string): string;
  firstSeen(night: string): string;
  oldest(instant: string): string;
  failedAgain(object: string): string;
  since(night: string, nights: number): string;
  resolved(since: string, on: string): string;
  id(id: string): string;
}
