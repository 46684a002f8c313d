/** Open jobs of earlier nights, counted by what became of them: by scope, outcome and verdict. */

import { compareText } from "../order.ts";
import type { Amendment, Carried } from "../schema/carried.ts";
import { maxSamples } from "../schema/group.ts";
import { type CarriedChange, type CarriedOutcome, carriedOutcomes } from "../schema/regression.ts";
import { compareScopes, type Scope, scopeKey } from "../scope.ts";

const worseOutcomes: ReadonlySet<CarriedOutcome> = new Set(["not-seen", "failed", "vanished", "hidden-failure"]);

/**
 * A job that is carried is open still, or could not be seen again; an amendment says what it became. Whatever that is, a job
 * whose work another one did since needs nobody's attention.
 */
export function carriedOutcome(row: Carried | Amendment): CarriedOutcome {
  // Lines that were written before there was the column lack it.
  if (row.retriedBy != null) return "retried";
  if (row.schema === "job-audit/carried/v1") return row.seen === false ? "not-seen" : "still-open";
  if (row.change === "vanished") return "vanished";
  if (row.verdict === "unrecognised") return "unrecognised";
  if (row.change === "changed") return "changed";
  if (row.verdict === "failed" || row.verdict === "hidden-failure") return row.verdict;
  return row.state === "Cancel" ? "cancelled" : "succeeded";
}

type Sample = Pick<Carried, "createdAt" | "jobId">;

interface Tally {
  readonly scope: Scope;
  readonly outcome: CarriedOutcome;
  readonly verdict: CarriedChange["verdict"];
  readonly nights: Set<string>;
  jobs: number;
  first: readonly Sample[];
}

export interface CarriedTally {
  add(row: Carried | Amendment): void;
  /** By scope, in each in the order of `carriedOutcomes`, then by verdict. */
  changes(): readonly CarriedChange[];
}

/** Grows with the scopes, not with the jobs. */
export function createCarriedTally(): CarriedTally {
  const tallies = new Map<string, Tally>();
  return {
    add(row) {
      const outcome = carriedOutcome(row);
      const key = `${scopeKey(row)}/${outcome}/${row.verdict}`;
      const tally = tallies.get(key) ?? emptyTally(row, outcome);
      tallies.set(key, tally);
      tally.jobs += 1;
      tally.nights.add(row.night);
      tally.first = [...tally.first, row].sort(compareSamples).slice(0, maxSamples).map(sampleOf);
    },
    changes: () => [...tallies.values()].sort(compareTallies).map(changeOf),
  };
}

function emptyTally({ family, region, bucket, queueId, tag, verdict }: Carried | Amendment, outcome: CarriedOutcome) {
  const scope = { family, region, bucket, queueId, tag };
  return { scope, outcome, verdict, nights: new Set<string>(), jobs: 0, first: [] };
}

function sampleOf({ createdAt, jobId }: Sample): Sample {
  return { createdAt, jobId };
}

function compareSamples(a: Sample, b: Sample): number {
  return compareText(a.createdAt, b.createdAt) || compareText(a.jobId, b.jobId);
}

function compareTallies(a: Tally, b: Tally): number {
  return (
    compareScopes(a.scope, b.scope) ||
    carriedOutcomes.indexOf(a.outcome) - carriedOutcomes.indexOf(b.outcome) ||
    // Stryker disable next-line StringLiteral: whatever sorts before small letters stands for none as well.
    compareText(a.verdict ?? "", b.verdict ?? "")
  );
}

function changeOf({ scope, outcome, verdict, jobs, nights, first }: Tally): CarriedChange {
  return {
    schema: "job-audit/regression/v1",
    kind: "carried",
    ...scope,
    worse: worseOutcomes.has(outcome),
    outcome,
    verdict,
    jobs,
    // Stryker disable next-line StringLiteral,OptionalChaining: there is a first job, since a tally is made for a row.
    oldest: first[0]?.createdAt ?? "",
    nights: [...nights].sort(),
    samples: first.map(({ jobId }) => jobId),
  };
}
