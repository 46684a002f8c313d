/** One revision beside the truth: what every check of it needs. */

import type { SimulationPlan } from "../plan.ts";
import type { Played, Violation } from "../played.ts";
import type { Span } from "../span.ts";
import { timesOf } from "./holes.ts";
import type { ReportedNight, Revision } from "./reported.ts";
import { type Run, runOf } from "./runs.ts";
import { learnTruth, type Truth } from "./truth.ts";

export interface Evidence {
  readonly plan: SimulationPlan;
  readonly played: Played;
  readonly truth: Truth;
  readonly nights: readonly EvidentNight[];
}

export interface EvidentNight extends ReportedNight {
  readonly audited: readonly Audited[];
  readonly last: Audited;
}

export interface Audited {
  readonly revision: Revision;
  /** Revisions of the night up to this one, whose rows it may have kept. */
  readonly kept: readonly Revision[];
  readonly run: Run;
  readonly span: Span;
  readonly asOf: number;
  /** For texts: night and revision. */
  readonly name: string;
}

export function gather(plan: SimulationPlan, played: Played, nights: readonly ReportedNight[]): Evidence {
  const evident = nights.map((night): EvidentNight => {
    const audited = night.revisions.map((revision, index) => ({
      ...auditedOf(plan, played, revision),
      kept: night.revisions.slice(0, index + 1),
    }));
    return { ...night, audited, last: audited.at(-1) as Audited };
  });
  return { plan, played, truth: learnTruth(plan, played), nights: evident };
}

function auditedOf(plan: SimulationPlan, played: Played, revision: Revision): Omit<Audited, "kept"> {
  const { manifest } = revision;
  const name = `night ${revision.date} r${revision.revision}`;
  const run = runOf(plan, played, revision);
  return { revision, name, run, span: timesOf(manifest.span), asOf: Date.parse(manifest.asOf) };
}

export function violation(promise: Violation["promise"], text: string): Violation {
  return { promise, text };
}
