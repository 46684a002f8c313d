/**
 * What was found by the series: rates that spiked, rates that creep up, phases that take longer. Why a scope spiked is
 * looked into, as far as there is room for it.
 */

import type { DriftChange, SlowChange, SpikeChange } from "../../core/schema/regression.ts";
import { scopeKey } from "../../core/scope.ts";
import type { NightJudgement, TestedRate } from "../../core/spikes/night-judgement.ts";
import { driftLine, type LinePlace, slowLine, spikeLine } from "../../core/spikes/rate-rows.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { whySpike } from "../why/why-spike.ts";
import { baselineName, type Comparison } from "./comparison.ts";

/** Findings of several nights are read for each. */
const mostExplained = 20;

interface SpikeSides {
  readonly comparison: Comparison;
  /** All groups were seen by its watch. */
  readonly judgement: NightJudgement;
}

export async function* judgedRows(
  store: ReportStore,
  sides: SpikeSides,
  signal: AbortSignal,
): AsyncGenerator<SpikeChange | DriftChange | SlowChange> {
  const { comparison, judgement } = sides;
  const places = new Map(
    comparison.scopes.map((each) => [
      scopeKey(each.scope),
      { scope: each.scope, baseline: baselineName(comparison, each) },
    ]),
  );
  yield* spikeRows(store, sides, signal);
  yield* linesOf(judgement.drifts, places, driftLine);
  yield* linesOf(judgement.slow, places, slowLine);
}

function linesOf<Found extends { readonly key: string }, Line>(
  found: readonly Found[],
  places: ReadonlyMap<string, LinePlace>,
  lineOf: (place: LinePlace, found: Found) => Line,
): readonly Line[] {
  return found.flatMap((each) => {
    const place = places.get(each.key);
    return place === undefined ? [] : [lineOf(place, each)];
  });
}

/** In the order of tests. */
async function* spikeRows(
  store: ReportStore,
  { comparison, judgement }: SpikeSides,
  signal: AbortSignal,
): AsyncGenerator<SpikeChange> {
  const { night, history: baselineNights } = comparison;
  const explain = ({ test: spike }: TestedRate) => {
    const countsOf = (of: string) => judgement.countsOf(scopeKey(spike), of);
    return whySpike(store, { night, baselineNights, spike, countsOf }, signal);
  };
  const spikes = judgement.tested().filter(({ test }) => test.verdict === "spike");
  const explained = new Set(spikes.filter(isOfScope).sort(greatestFirst).slice(0, mostExplained));
  const baselines = new Map(comparison.scopes.map((each) => [scopeKey(each.scope), baselineName(comparison, each)]));
  for (const spike of spikes) {
    const { test, group } = spike;
    const baseline = baselines.get(scopeKey(test)) ?? null;
    const why = explained.has(spike) ? await explain(spike) : null;
    yield spikeLine({ test, baseline, code: group?.code ?? null, message: group?.message ?? null, why });
  }
}

function isOfScope({ test }: TestedRate): boolean {
  return test.level === "scope";
}

function greatestFirst(a: TestedRate, b: TestedRate): number {
  return (b.test.excess ?? 0) - (a.test.excess ?? 0);
}
