import { describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { diffNight } from "../../../lib/usecases/diff/diff-night.ts";
import { readIncidents } from "../../../lib/usecases/notify/read-incidents.ts";
import { withoutAbsent } from "../../../lib/usecases/notify/without-absent.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { producer, tonight } from "../diff/diff-fixture.ts";

const signal = new AbortController().signal;

/** A store that notes which diffs it is asked for. */
function noting(store: ReportStore): { readonly store: ReportStore; readonly asked: string[] } {
  const asked: string[] = [];
  const get: ReportStore["get"] = (key, signal) => {
    const [, date] = /commits\/family=pic\/date=([\d-]+)\/diff-r0001/.exec(key) ?? [];
    if (date !== undefined) asked.push(date);
    return store.get(key, signal);
  };
  return { store: { ...store, get }, asked };
}

async function diffedNights(backs: readonly number[]) {
  const store = memoryStore();
  for (const back of backs)
    await commitScopes(store, shiftNight(tonight, -back), {
      q: { failed: { A: back === 0 ? 90 : 20 }, succeeded: 980 },
    });
  let made = null;
  for (const back of backs) {
    const name = { family: "pic", date: shiftNight(tonight, -back) } as const;
    const request = { name, historyNights: 28, baseline: null };
    made = await diffNight({ store, output: store, producer }, request, signal);
  }
  if (made === null) throw new Error("tonight is committed");
  return { store, manifest: made.manifest };
}

describe("withoutAbsent()", () => {
  it("asks for the diffs of nights that the diff knows, with the same incidents in the end", async () => {
    const { store, manifest } = await diffedNights([9, 3, 1, 0]);
    const { store: noted, asked } = noting(store);
    const request = { name: { family: "pic", date: tonight } as const, repeatNights: 7 };
    const folded = await readIncidents(withoutAbsent(noted, manifest), request, signal);
    expect([...new Set(asked)].filter((date) => date > shiftNight(tonight, -57)).sort()).toEqual(
      [9, 3, 1, 0].map((back) => shiftNight(tonight, -back)),
    );
    const plain = await readIncidents(store, request, signal);
    expect(folded?.incidents).toEqual(plain?.incidents);
    expect(folded?.incidents.folded).toHaveLength(4);
    expect(folded?.incidents.incidents).toMatchObject([{ rule: "rate.spike", state: "open" }]);
  });

  it("looks as far as the history where no series was looked for", async () => {
    const { store, manifest } = await diffedNights([1, 0]);
    const { store: noted, asked } = noting(store);
    const known = withoutAbsent(noted, { ...manifest, series: [], tuning: null });
    for (const back of [1, 2, 28, 29])
      await known.get(`v1/commits/family=pic/date=${shiftNight(tonight, -back)}/diff-r0001.json`, signal);
    expect(asked).toEqual([1, 29].map((back) => shiftNight(tonight, -back)));
  });
});
