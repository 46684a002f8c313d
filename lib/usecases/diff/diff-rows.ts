/**
 * All lines of a diff, one after the other: first what was seen at all, then what was seen, the numbers last.
 *
 * The same nights give the same lines in the same order.
 */

import { coverageChange } from "../../core/diff/coverage-change.ts";
import { durationChanges, type FactsPair, rateChanges } from "../../core/diff/scope-facts.ts";
import type { CoverageChange, InputChange, Regression } from "../../core/schema/regression.ts";
import type { NightJudgement } from "../../core/spikes/night-judgement.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { carriedRows } from "./carried-rows.ts";
import { baselineName, type Comparison, historyNames } from "./comparison.ts";
import { groupRows } from "./group-rows.ts";
import { inputRows } from "./input-rows.ts";
import { judgedRows } from "./judged-rows.ts";
import { queueRows } from "./queue-rows.ts";

export interface DiffSides {
  readonly comparison: Comparison;
  factsOf(scope: Comparison["scopes"][number]): FactsPair;
  /** Of the night's rates; null: they are not judged. */
  readonly judgement: NightJudgement | null;
  /** Called once for each work that failed again or recovered. */
  addWork(outcome: InputChange["outcome"]): void;
}

export async function* diffRows(
  store: ReportStore,
  { comparison, factsOf, judgement, addWork }: DiffSides,
  signal: AbortSignal,
): AsyncGenerator<Regression> {
  yield* coverageRows(comparison);
  yield* queueRows(store, comparison, signal);
  yield* groupRows(store, { comparison, watch: judgement?.watch ?? null }, signal);
  yield* carriedRows(store, comparison, signal);
  yield* inputRows(store, { comparison, addWork }, signal);
  if (judgement !== null) yield* judgedRows(store, { comparison, judgement }, signal);
  for (const changes of [rateChanges, durationChanges]) {
    for (const compared of comparison.scopes) {
      yield* changes({ scope: compared.scope, baseline: baselineName(comparison, compared) }, factsOf(compared));
    }
  }
}

function coverageRows(comparison: Comparison): readonly CoverageChange[] {
  const { span, holes } = comparison.night.manifest;
  const [before = null] = historyNames(comparison);
  return comparison.scopes
    .map((scope) => coverageChange(scope, { before, span, holes }))
    .filter((change) => change !== null);
}
