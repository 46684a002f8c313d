import { describe, expect, it } from "vitest";
import { worstSection } from "../../../lib/adapters/page/sections/worst-section.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import type { Why } from "../../../lib/core/schema/why.ts";
import { durationLine, groupLine, inputLine, rateLine } from "../../cli/changes.ts";
import { aDrift, aSlow, aSpike } from "../../fakes/diff-lines.ts";
import { aView } from "../../page/a-view.ts";

function linesOf(...worst: readonly Regression[]): readonly string[] {
  const view = aView();
  const { body } = worstSection({ ...view, queueNames: new Map(), diff: { ...view.diff, worst: [...worst] } });
  const items = body.markup.match(/<li>.*?<\/li>/gs) ?? [];
  return items.map((item) =>
    item
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

const why: Why = { extra: 240.4, nights: ["2026-11-20"], rule: null, attributes: [], mix: null, sampled: false };
const rule = {
  conditions: [{ attribute: "prefix" as const, value: "a/" }],
  failed: 250,
  expected: 8,
  excess: 242,
  coverage: 1,
};

describe("worstSection()", () => {
  it("labels every kind of line", () => {
    const lines = linesOf(inputLine(), rateLine(), durationLine(), aDrift(), aSlow());
    expect(lines.map((line) => line.split(" ").slice(1, 2)[0])).toEqual([
      "input",
      "rate",
      "duration",
      "drift",
      "slower",
    ]);
  });

  it("tells the figures of a spike, as far as they are known", () => {
    const known = aSpike({
      ratio: 4.04,
      ratioLow: 3.7,
      ratioHigh: 4.4,
      low: 150,
      high: 262,
      q: 0.0312,
      provisional: true,
    });
    expect(linesOf(known)[0]).toContain(
      "4.0 times the rate (3.7 to 4.4), 150 to 262 were expected, by 2 nights, q = 0.031, provisional: few nights",
    );
    const unknown = aSpike({ ratio: null, low: null, high: null, q: null, nights: [] });
    expect(linesOf(unknown)[0]).toMatch(/by 0 nights$/);
    expect(linesOf(aSpike({ ratio: 2, ratioLow: null, ratioHigh: null }))[0]).toContain("2.0 times the rate,");
  });

  it("tells what explains a spike, or that nothing does", () => {
    expect(linesOf(aSpike({ why: { ...why, rule } }))[0]).toContain("240 of 240 extra failures: prefix a/");
    expect(linesOf(aSpike({ why }))[0]).toContain("No rule explains most of the 240 extra failures.");
  });

  it("leaves out a message that there is not", () => {
    expect(linesOf(groupLine({ message: "", samples: [] }))[0]).toMatch(/ p1$/);
  });
});
