import { describe, expect, it } from "vitest";
import { worstSection } from "../../../lib/adapters/page/sections/worst-section.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import type { Why } from "../../../lib/core/schema/why.ts";
import { durationLine, groupLine, inputLine, rateLine } from "../../cli/changes.ts";
import { aDrift, aGroup, aSlow, aSpike } from "../../fakes/diff-lines.ts";
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
      "4.0 times the rate (3.7 to 4.4); by 2 nights before, 150 to 262 failures were expected; unlikely to be chance (q = 0.031); provisional: few nights",
    );
    const unknown = aSpike({ ratio: null, low: null, high: null, q: null, nights: [] });
    expect(linesOf(unknown)[0]).toMatch(/none failed before; compared with 0 nights$/);
    expect(linesOf(aSpike({ ratio: 2, ratioLow: null, ratioHigh: null }))[0]).toContain("2.0 times the rate; by ");
    expect(linesOf(aSpike({ q: 0.2 }))[0]).toMatch(/; q = 0\.200$/);
  });

  it("tells what explains a spike, or that nothing does", () => {
    expect(linesOf(aSpike({ why: { ...why, rule } }))[0]).toContain("240 of 240 extra failures: prefix a/");
    expect(linesOf(aSpike({ why }))[0]).toContain("240 extra failures: nothing sets them apart");
  });

  it("calls a template by its name, with the id by which the service knows it", () => {
    const conditions = [{ attribute: "operation" as const, value: "t1" }];
    const named = new Map([["t1", "watermark-brand"]]);
    const view = aView();
    const spikes = [
      aSpike({ why: { ...why, rule: { ...rule, conditions } } }),
      aSpike({ level: "operation", operation: "t1", why: null }),
    ];
    const { body } = worstSection({ ...view, templateNames: named, diff: { ...view.diff, worst: spikes } });
    const text = body.markup.replace(/<[^>]*>/g, "");
    expect(text).toContain("extra failures: operation watermark-brand (t1)");
    expect(text).toContain("watermark-brand: 340 jobs failed, 20 expected");
  });

  it("says in words that a value is missing, and that jobs shifted", () => {
    const conditions = [{ attribute: "extension" as const, value: "" }];
    const mix = { rates: 0, mix: 0.05 };
    expect(linesOf(aSpike({ why: { ...why, mix, rule: { ...rule, conditions } } }))[0]).toMatch(
      /extra failures: no extension, jobs shifted to operations that fail more often$/,
    );
  });

  it("puts what spikes inside a scope into its line, a kind of failure once and with its jobs", () => {
    const fingerprint = "v1:aa";
    const lines = [
      aSpike(),
      aSpike({ level: "group", fingerprint, code: "Broken", message: "it is broken" }),
      aGroup({ fingerprint, code: "Broken", message: "it is broken", samples: ["j7"] }),
      aSlow(),
    ];
    const view = aView();
    const { body } = worstSection({ ...view, diff: { ...view.diff, worst: lines } });
    expect(body.markup.match(/class="rank"/g)).toHaveLength(2);
    const within = body.markup.match(/<ul class="within">.*?<\/ul>/s)?.[0] ?? "";
    expect(within.match(/<li>/g)).toHaveLength(1);
    expect(within.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")).toContain(
      "new: 40 jobs failed with Broken it is broken Jobs: j7",
    );
  });

  it("leaves out a message that there is not", () => {
    expect(linesOf(groupLine({ message: "", samples: [] }))[0]).toMatch(/ p1$/);
  });
});
