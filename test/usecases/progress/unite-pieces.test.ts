import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uncovered, unitePieces } from "../../../lib/usecases/progress/unite-pieces.ts";

const window = { from: 0, to: 20 };

/** `0-5` in order, `0-5!` in one chain. */
function pieces(...texts: readonly string[]) {
  return texts.map((text) => {
    const [from = 0, to = 0] = text.replace("!", "").split("-").map(Number);
    return { from, to, ordered: !text.endsWith("!") };
  });
}

function texts(list: readonly { from: number; to: number; ordered: boolean }[]): string[] {
  return list.map(({ from, to, ordered }) => `${from}-${to}${ordered ? "" : "!"}`);
}

const anyPieces = fc.array(
  fc.tuple(fc.nat(22), fc.nat(22), fc.boolean()).map(([a, b, ordered]) => ({
    from: Math.min(a, b) - 1,
    to: Math.max(a, b) - 1,
    ordered,
  })),
  { maxLength: 8 },
);

describe("unitePieces()", () => {
  it.each([
    [
      ["5-9", "0-5"],
      ["0-5", "5-9"],
    ],
    [["0-5", "0-5"], ["0-5"]],
    [
      ["0-5", "3-9", "9-12"],
      ["0-5", "9-12"],
    ],
    [["3-9", "0-5", "0-20"], ["3-9"]],
    [["0-5", "5-9", "0-20!"], ["0-20!"]],
    [["0-20!", "0-5", "0-20!"], ["0-20!"]],
    [["0-5", "3-20!"], ["0-5"]],
    [["0-5", "0-25", "5-5", "-1-3"], ["0-5"]],
  ])("of %j takes %j", (saved, taken) => {
    expect(texts(unitePieces(window, pieces(...saved)))).toEqual(taken);
  });

  it("covers no second twice, and with its gaps all of the window once", () => {
    fc.assert(
      fc.property(anyPieces, (saved) => {
        const united = unitePieces(window, saved);
        const spans = [...united, ...uncovered(window, united)].sort((a, b) => a.from - b.from);
        expect(spans[0]?.from).toBe(window.from);
        expect(spans.at(-1)?.to).toBe(window.to);
        for (const [index, { from }] of spans.entries()) if (index > 0) expect(from).toBe(spans[index - 1]?.to);
      }),
    );
  });

  it("takes the first that was saved of any that overlap", () => {
    fc.assert(
      fc.property(anyPieces, (saved) => {
        const ordered = saved.map((piece) => ({ ...piece, ordered: true }));
        const inside = ordered.filter(({ from, to }) => from >= 0 && to <= 20 && from < to);
        const [first] = inside;
        if (first !== undefined) expect(unitePieces(window, ordered)).toContainEqual(first);
      }),
    );
  });
});

describe("uncovered()", () => {
  it("is the whole of a window of which nothing is covered, and nothing of one that is", () => {
    expect(uncovered(window, [])).toEqual([window]);
    expect(uncovered(window, [window])).toEqual([]);
  });

  it("is what lies before, between and behind", () => {
    const gaps = uncovered(window, pieces("2-5", "5-7", "9-18"));
    expect(gaps.map(({ from, to }) => `${from}-${to}`)).toEqual(["0-2", "7-9", "18-20"]);
  });
});
