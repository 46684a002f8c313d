import { describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import { alertedNights, type HistoryOptions } from "../../../lib/core/spikes/alerted-nights.ts";
import { judgeRates } from "../../../lib/core/spikes/judge-rates.ts";
import { indexedNights, night, nightsOf, type Pair, times } from "./strata.ts";

/** Oldest last. Nights 3 and 2 back are spikes; the second one only because the first is none to compare with. */
const pairs: readonly Pair[] = [[10, 1_000], [30, 1_000], [200, 1_000], ...times(9, [10, 1_000])];
const dateOf = (back: number) => shiftNight(night, -back);

const historyOf = (series: Parameters<typeof indexedNights>[0], options?: HistoryOptions) =>
  alertedNights(indexedNights(series), options);

describe("alertedNights()", () => {
  const watchedHistory = () => {
    const history = historyOf([{ key: "a", nights: nightsOf(pairs) }], { watched: new Set(["a"]) });
    return { ...history, judged: history.past.get("a") ?? [] };
  };

  it("finds the nights that alerted, each compared with those before it that did not", () => {
    const { alerted } = watchedHistory();
    expect([...(alerted.get("a") ?? [])]).toEqual([dateOf(3), dateOf(2)]);
  });

  it("gives the nights in their order, those that alerted as not usable", () => {
    const { judged } = watchedHistory();
    expect(judged.map((of) => of.night)).toEqual(nightsOf(pairs).map((of) => of.night));
    expect(judged.map(({ usable, alerted, failed }) => [usable, alerted, failed]).slice(0, 4)).toEqual([
      [true, false, 10],
      [false, true, 30],
      [false, true, 200],
      [true, false, 10],
    ]);
  });

  it("comes to the same as judging each night by itself", () => {
    const { judged, predictionOf } = watchedHistory();
    for (const [index, of] of judged.entries()) {
      const { night, failed, ended } = of;
      const history = judged.slice(index + 1);
      const [one] = judgeRates([{ key: "a", now: { failed, ended }, complete: true, history }], { night });
      expect(one?.verdict === "spike").toBe(of.alerted);
      expect(one?.method === "none").toBe(predictionOf("a", night) === null);
    }
  });

  it("predicts nothing of the first night, of one that was not read whole, and of scopes that are not watched", () => {
    const { predictionOf } = watchedHistory();
    const [last, ...rest] = nightsOf(pairs);
    if (last === undefined) throw new Error("twelve nights");
    const partial = historyOf([{ key: "a", nights: [{ ...last, usable: false }, ...rest] }], {
      watched: new Set(["a"]),
    });
    expect(partial.predictionOf("a", dateOf(1))).toBeNull();
    expect(partial.past.get("a")?.[0]).toMatchObject({ usable: false, alerted: false });
    expect(partial.predictionOf("a", dateOf(12))).toBeNull();
    expect(predictionOf("a", dateOf(1))).toMatchObject({ ended: 1_000, information: 9_000 });
    expect(historyOf([{ key: "a", nights: nightsOf(pairs) }]).predictionOf("a", dateOf(1))).toBeNull();
  });

  it("judges scopes of one night together, whichever nights they have", () => {
    const late = nightsOf(times(3, [10, 1_000]));
    const all = historyOf([
      { key: "late", nights: late },
      { key: "a", nights: nightsOf(pairs) },
      { key: "never", nights: [] },
    ]);
    expect([...all.past.keys()].sort()).toEqual(["a", "late"]);
    expect(all.past.get("late")?.map((of) => of.night)).toEqual(late.map((of) => of.night));
    expect(all.alerted).toEqual(watchedHistory().alerted);
  });

  it("takes other thresholds", () => {
    const tell = (tuning: HistoryOptions["tuning"]) => {
      const all = historyOf([{ key: "a", nights: nightsOf(pairs) }], tuning === undefined ? {} : { tuning });
      return [...(all.alerted.get("a") ?? [])];
    };
    expect(tell({ minRatio: 4 })).toEqual([dateOf(3)]);
    expect(tell({ minExcess: 500 })).toEqual([]);
    expect(tell({ falseDiscoveryRate: 1e-12 })).toEqual([dateOf(3)]);
  });
});
