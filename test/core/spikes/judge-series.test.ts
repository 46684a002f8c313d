import { describe, expect, it } from "vitest";
import type { SeriesScope } from "../../../lib/core/schema/series.ts";
import { scopeKey } from "../../../lib/core/scope.ts";
import { judgeSeries } from "../../../lib/core/spikes/judge-series.ts";
import { aScope } from "../../fakes/samples.ts";
import { aHistory, aSeriesNight, aSeriesScope, dateOf } from "./a-series.ts";

const keyOf = (queueId: string) => scopeKey({ ...aScope, queueId });

/** About a fiftieth fails. */
const usual = (back: number, change: Partial<SeriesScope> = {}) =>
  aSeriesScope("q", { failed: 19 + (back % 3), ...change });
const odd = aSeriesScope("q", { failed: 90 });

const twoOperations = (first: number, second: number): Partial<SeriesScope> => ({
  failed: first + second,
  operations: [
    { operation: "crop", failed: first, ended: 500 },
    { operation: "webp", failed: second, ended: 500 },
  ],
});

describe("judgeSeries()", () => {
  it("tells a spike, and leaves operations alone where the scope did not move", () => {
    const history = aHistory(28, (back) => [usual(back, twoOperations(10, 9 + (back % 3)))]);
    const quiet = judgeSeries(aSeriesNight(0, [usual(0, twoOperations(10, 10))]), history);
    expect(quiet.scopes).toMatchObject([{ moved: false, operations: [] }]);
    const loud = judgeSeries(aSeriesNight(0, [usual(0, twoOperations(10, 70))]), history);
    expect(loud.scopes[0]).toMatchObject({
      judged: { verdict: "spike", after: { failed: 80, ended: 1_000 } },
      moved: true,
      stratum: { key: keyOf("q"), now: { failed: 80, ended: 1_000 } },
    });
    expect(loud.scopes[0]?.operations.map(({ operation, judged }) => [operation, judged.verdict])).toEqual([
      ["crop", "quiet"],
      ["webp", "spike"],
    ]);
  });

  it("does not compare with nights that alerted, nights with holes, and nights in which none ended", () => {
    const history = aHistory(28, (back) => {
      if (back === 4) return [odd];
      return [usual(back, { complete: back !== 6, ended: back === 8 ? 0 : 1_000, failed: back === 8 ? 0 : 20 })];
    });
    const [scope] = judgeSeries(aSeriesNight(0, [odd]), history).scopes;
    expect(scope?.judged.leftOut).toEqual([dateOf(4)]);
    expect(scope?.judged.nights).toHaveLength(25);
    for (const back of [4, 6, 8]) expect(scope?.judged.nights).not.toContain(dateOf(back));
  });

  it("judges each night by those before it alone: a spike of tonight's size that came first is one too", () => {
    const rising = aHistory(20, (back) => (back <= 2 ? [odd] : [usual(back)]));
    expect(judgeSeries(aSeriesNight(0, [odd]), rising).scopes[0]?.judged.leftOut).toEqual([dateOf(1), dateOf(2)]);
  });

  it("leaves out a night in which the operation alerted, also where its scope did not", () => {
    const few = (second: number): Partial<SeriesScope> => ({
      ...{ failed: 200 + second, ended: 10_000 },
      operations: [
        { operation: "crop", failed: 200, ended: 9_900 },
        { operation: "webp", failed: second, ended: 100 },
      ],
    });
    const history = aHistory(28, (back) => [aSeriesScope("q", few(back === 3 ? 60 : 1))]);
    const [scope] = judgeSeries(aSeriesNight(0, [aSeriesScope("q", few(70))]), history).scopes;
    const webp = scope?.operations.find(({ operation }) => operation === "webp");
    expect(webp?.judged).toMatchObject({ verdict: "spike", leftOut: [dateOf(3)] });
  });

  it("knows operations from the nights that had them", () => {
    const history = aHistory(28, (back) => [usual(back, back > 10 ? {} : twoOperations(10, 10))]);
    const [scope] = judgeSeries(aSeriesNight(0, [usual(0, twoOperations(10, 80))]), history).scopes;
    expect(scope?.operations.map(({ judged }) => judged.nights.length)).toEqual([10, 10]);
  });

  it("gives the points of a scope, oldest first, with the bands that were expected then and the nights that alerted", () => {
    const history = aHistory(10, (back) => (back === 5 ? [] : [back === 2 ? odd : usual(back)]));
    const { pointsOf } = judgeSeries(aSeriesNight(0, [odd]), history);
    const points = pointsOf(keyOf("q"));
    expect(points.map(({ night }) => night)).toEqual([10, 9, 8, 7, 6, 4, 3, 2, 1, 0].map(dateOf));
    expect(points.filter(({ alerted }) => alerted).map(({ night }) => night)).toEqual([dateOf(2), dateOf(0)]);
    expect(points[0]).toMatchObject({ failed: 20, ended: 1_000, complete: true, low: null, high: null });
    expect(points.at(-1)?.low).toBeLessThan(20);
    expect(points.at(-1)?.high).toBeGreaterThan(20);
    expect(pointsOf("unknown")).toEqual([]);
  });

  it("draws bands for the 48 scopes with the most failures", () => {
    const scopes = Array.from({ length: 50 }, (_, at) => aSeriesScope(`q${10 + at}`, { failed: 20 + at }));
    const { pointsOf } = judgeSeries(
      aSeriesNight(0, scopes),
      aHistory(9, () => scopes),
    );
    const isDrawn = (queue: string) => pointsOf(keyOf(queue)).at(-1)?.high !== null;
    expect([isDrawn("q10"), isDrawn("q11"), isDrawn("q12"), isDrawn("q59")]).toEqual([false, false, true, true]);
  });

  it("tells drifts of scopes that did not spike, and phases that take longer", () => {
    const times = (p50Ms: number) => ({ jobs: 500, p50Ms, p90Ms: 2 * p50Ms, p99Ms: 3 * p50Ms });
    const failures = (back: number) => (back >= 16 ? 200 : 200 + (16 - back) * 6);
    const creeping = (back: number) => aSeriesScope("d", { failed: failures(back), ended: 10_000 });
    const history = aHistory(40, (back) => [creeping(back), usual(back, { wait: times(2_000 + (back % 3)) })]);
    const now = aSeriesNight(0, [creeping(0), { ...odd, wait: times(9_000) }]);
    const { drifts, slow } = judgeSeries(now, history);
    expect(drifts.map(({ key }) => key)).toEqual([keyOf("d")]);
    expect(slow).toEqual([
      expect.objectContaining({ key: keyOf("q"), phase: "wait", quantile: "p50Ms", before: 2_001, after: 9_000 }),
    ]);
  });

  it("heeds thresholds that it is given", () => {
    const history = aHistory(28, (back) => [usual(back)]);
    const [scope] = judgeSeries(aSeriesNight(0, [odd]), history, { minExcess: 500 }).scopes;
    expect(scope?.judged.verdict).toBe("below-floor");
  });

  it("says of a first night that there is nothing to compare with", () => {
    expect(judgeSeries(aSeriesNight(0, [odd]), []).scopes[0]?.judged.verdict).toBe("no-history");
    expect(judgeSeries(aSeriesNight(0, []), []).scopes).toEqual([]);
  });
});
