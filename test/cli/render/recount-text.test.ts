import { describe, expect, it } from "vitest";
import { plainLook } from "../../../cli/render/look.ts";
import { recountObject } from "../../../cli/render/recount-object.ts";
import { recountText } from "../../../cli/render/recount-text.ts";
import type { WindowRecount } from "../../../lib/usecases/recount/recount-window.ts";
import { aScope } from "../../fakes/samples.ts";
import { makeResult } from "../manifest.ts";

const from = Date.UTC(2026, 10, 20, 1);
const none = { count: 0, ids: [] };
const same: WindowRecount = {
  ...{ scope: aScope, window: { from, to: from + 3_600_000 }, jobs: 9, holed: false, outcome: "same" },
  ...{ told: 2, listed: 9, pages: 1, missing: none, orders: null, failure: null },
};

function textOf(...windows: readonly WindowRecount[]): string {
  const committed = makeResult();
  return recountText(recountObject(committed, { allWindows: 24, windows }), committed.manifest, plainLook);
}

describe("recountText()", () => {
  it("does not cry over what the service may have forgotten, but says so", () => {
    const forgotten: WindowRecount = { ...same, outcome: "forgotten", listed: 0 };
    const text = textOf(same, forgotten);
    expect(text).toContain("\n  1 window the same; 1 window too old to be recounted\n");
    expect(text.replace(/\n +/g, " ")).toContain(
      " / PicProcess, 09:00:00 to 10:00:00, forgotten 0 of 9 jobs listed: the service is not shown to hold jobs this old",
    );
  });

  it("says that none could be recounted where all are too old", () => {
    const text = textOf({ ...same, jobs: 0, listed: 0, told: 0, outcome: "forgotten" });
    expect(text).toContain("\n  none could be recounted; 1 window too old to be recounted\n");
  });

  it("says that nothing was recounted where there was nothing", () => {
    expect(textOf()).toContain("\n  NOTHING RECOUNTED: the ledger has no window\n");
  });

  it("names the ids of either order, and that there are more", () => {
    const orders = { onlyDescending: { count: 30, ids: ["a", "b"] }, onlyAscending: { count: 1, ids: ["c"] } };
    const text = textOf({ ...same, outcome: "differs", listed: 38, orders });
    expect(text).toContain(
      "    30 listed from end to beginning only: a b …\n    1 listed from beginning to end only: c\n",
    );
  });
});

describe("recountObject()", () => {
  it("is sound only where something was the same, and nothing differs or could not be read", () => {
    const soundOf = (...outcomes: readonly WindowRecount["outcome"][]) => {
      const windows = outcomes.map((outcome) => ({ ...same, outcome }));
      return recountObject(makeResult(), { allWindows: 24, windows }).sound;
    };
    expect([soundOf("same"), soundOf("same", "forgotten")]).toEqual([true, true]);
    expect([soundOf(), soundOf("forgotten"), soundOf("same", "unread"), soundOf("same", "differs")]).toEqual([
      ...[false, false, false, false],
    ]);
  });
});
