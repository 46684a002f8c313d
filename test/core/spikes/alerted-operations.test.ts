import { describe, expect, it } from "vitest";
import type { SeriesNight, SeriesScope } from "../../../lib/core/schema/series.ts";
import { scopeKey } from "../../../lib/core/scope.ts";
import { alertedNights } from "../../../lib/core/spikes/alerted-nights.ts";
import { judgeSeries } from "../../../lib/core/spikes/judge-series.ts";
import { indexNight } from "../../../lib/core/spikes/rate-strata.ts";
import type { SpikeTuning } from "../../../lib/core/spikes/spike-tuning.ts";
import { createRandom } from "../../calibration/simulated-nights.ts";
import { aScope } from "../../fakes/samples.ts";
import { aSeriesNight, aSeriesScope, dateOf } from "./a-series.ts";

type Counts = readonly (readonly [failed: number, ended: number])[];

/** Operations come as `op0`, `op1` and so on; the scope is their sum. */
function scopeOf(queueId: string, counts: Counts, change: Partial<SeriesScope> = {}): SeriesScope {
  const operations = counts.map(([failed, ended], at) => ({ operation: `op${at}`, failed, ended }));
  const sum = (of: (each: Counts[number]) => number) => counts.reduce((total, each) => total + of(each), 0);
  return aSeriesScope(queueId, {
    failed: sum(([failed]) => failed),
    ended: sum(([, ended]) => ended),
    operations,
    ...change,
  });
}

/** What alerted in each night, as scope and operation. */
function alertedIn(nights: readonly SeriesNight[], tuning: Partial<SpikeTuning> = {}): readonly string[] {
  const { alerted } = alertedNights(nights.map(indexNight), { tuning });
  return [...alerted].flatMap(([key, dates]) => [...dates].map((date) => `${date} ${shown(key)}`)).sort();
}

function shown(key: string): string {
  const queue = ["q0", "q1", "q2"].find((queueId) => key.startsWith(scopeKey({ ...aScope, queueId })));
  return `${queue} ${/op\d$/.exec(key)?.[0] ?? "-"}`;
}

/** The same, by judging each night by itself. */
function spikesIn(nights: readonly SeriesNight[], tuning: Partial<SpikeTuning> = {}): readonly string[] {
  const spikes = nights.flatMap((night, index) => {
    const { scopes } = judgeSeries(night, nights.slice(index + 1), tuning);
    return scopes.flatMap(({ stratum, judged, operations }) => [
      ...(judged.verdict === "spike" ? [`${night.night} ${shown(stratum.key)}`] : []),
      ...operations.flatMap(({ operation, judged: of }) =>
        of.verdict === "spike" ? [`${night.night} ${shown(stratum.key).slice(0, 2)} ${operation}`] : [],
      ),
    ]);
  });
  return spikes.sort();
}

/** Rises of every size, most of them about as large as can be told from chance. */
function drawSeries(seed: number): readonly SeriesNight[] {
  const random = createRandom(seed);
  const drawn = (mean: number) =>
    Math.max(0, Math.round(mean + Math.sqrt(mean) * (random() + random() + random() - 1.5) * 2));
  const countsOf = (operations: number): Counts =>
    Array.from({ length: operations }, () => {
      const rise = random() < 0.12 ? 1.4 + 1.6 * random() : 1;
      return [drawn(15 * rise), 1_000];
    });
  return Array.from({ length: 16 }, (_, index) =>
    aSeriesNight(
      index,
      [3, 5, 8].map((operations, at) => scopeOf(`q${at}`, countsOf(operations), { complete: random() > 0.1 })),
    ),
  );
}

describe("alertedNights(), of operations", () => {
  const steady = (
    back: number,
    counts: Counts = [
      [10, 500],
      [10, 500],
    ],
  ) => aSeriesNight(back, [scopeOf("q0", counts)]);
  const quiet = (from: number) => Array.from({ length: 12 }, (_, index) => steady(from + index));

  it("finds the operation that rose, by the nights before that one alone", () => {
    const high: Counts = [
      [10, 500],
      [90, 500],
    ];
    const rising = [steady(0, high), steady(1, high), ...quiet(2)];
    expect(alertedIn(rising)).toEqual(
      [0, 1].flatMap((back) => [`${dateOf(back)} q0 -`, `${dateOf(back)} q0 op1`]).sort(),
    );
  });

  it("looks at no operation of a scope that did not rise", () => {
    const shifted: Counts = [
      [0, 500],
      [20, 500],
    ];
    const risen: Counts = [
      [30, 500],
      [40, 500],
    ];
    expect(
      alertedIn([
        steady(0, [
          [0, 100],
          [60, 2_900],
        ]),
        ...quiet(1),
      ]),
    ).toEqual([]);
    expect(alertedIn([steady(0, shifted), ...quiet(1)])).toEqual([]);
    expect(alertedIn([steady(0, risen), ...quiet(1)])).toHaveLength(3);
  });

  it.each([1, 2, 3, 4])("comes to the same as judging each night by itself, drawn by %s", (seed) => {
    const nights = drawSeries(seed);
    const found = alertedIn(nights);
    expect(found).toEqual(spikesIn(nights));
    const strict = { falseDiscoveryRate: 0.2, minExcess: 8 };
    expect(alertedIn(nights, strict)).toEqual(spikesIn(nights, strict));
    expect(found.length).toBeGreaterThan(0);
  });
});
