import { describe, expect, it } from "vitest";
import { textWidth } from "../../../cli/render/text-width.ts";
import type { Why } from "../../../lib/core/schema/why.ts";
import { aDrift, aSlow, aSpike } from "../../fakes/rise-lines.ts";
import { makeDiff } from "../changes.ts";
import { textOf } from "./text-of-diff.ts";

const rates = (change: Partial<NonNullable<ReturnType<typeof makeDiff>["headline"]["rates"]>> = {}) => ({
  rates: { tested: 9, tooFew: 0, spikes: 0, drifts: 0, slow: 0, ...change },
});

const share = { failed: 612, expected: 3, excess: 609 };
const why: Why = {
  extra: 640,
  nights: ["2026-11-19"],
  rule: {
    conditions: [
      { attribute: "prefix", value: "uploads/heic/" },
      { attribute: "operation", value: "imageMogr2/format" },
    ],
    ...share,
    excess: 612,
    coverage: 0.95,
  },
  attributes: [],
  mix: null,
  sampled: false,
};

const place = { queueId: "p1" };
const wide = aSpike({ ...place, why, after: { failed: 661, ended: 21_000 }, q: 0.00002 });
const group = aSpike({
  ...{ ...place, level: "group", fingerprint: "v2:fedcba9876543210fedcba9876543210", code: "Timeout", message: "慢了" },
  ...{ before: { failed: 0, ended: 900 }, expected: null, low: null, high: null, q: 0.0312, provisional: true },
});
const operation = aSpike({ ...place, level: "operation", operation: "imageMogr2/format", q: null, excess: 9 });

describe("diffText() of what statistics found", () => {
  it("tells spikes with both sides, the band, the odds, and why", async () => {
    const text = await textOf(makeDiff({}, rates({ spikes: 3, tooFew: 12 })), [operation, group, wide]);
    const lines = text.split("\n");
    const at = lines.indexOf("Spikes: 3 failure rates above what the nights before let expect");
    expect(lines.slice(at, at + 10)).toEqual([
      "Spikes: 3 failure rates above what the nights before let expect",
      expect.stringMatching(/^ +queue +of +before +after +expected +q$/),
      expect.stringMatching(/^! +thumbnails +all Pic.* 2\.10 % +661 of 21,000 \(3\.1 %\) +21 \(13–31\) +<0\.001$/),
      "      612 of 640 extra failures: prefix uploads/heic/, operation",
      "      imageMogr2/format",
      expect.stringMatching(/^! +thumbnails +Timeout +0\.00 % +82 of 1,002 \(8\.2 %\) +- +0\.031$/),
      "      v2:fedcba9876  慢了",
      "      provisional: few nights to compare with",
      expect.stringMatching(/^! +thumbnails +image.* +21 \(13–31\) +-$/),
      "  Of 12 scopes too few jobs failed or ran to tell a spike: that is no all-clear.",
    ]);
    expect(lines.filter((line) => textWidth(line) > 80)).toEqual([]);
  });

  it("sums up the scopes of which too little is known, also where nothing spiked", async () => {
    const text = await textOf(makeDiff({}, rates({ tooFew: 1 })), []);
    expect(text).toContain("Spikes: 0 failure rates above");
    expect(text).toContain("Of 1 scope too few jobs failed or ran to tell a spike");
  });

  it("says nothing of spikes where there are none, and where rates were not judged", async () => {
    expect(await textOf(makeDiff({}, rates()), [])).not.toContain("Spikes");
    expect(await textOf(makeDiff({}, { rates: null }), [])).not.toContain("Spikes");
  });

  it("calls a group without a code, and a baseline without jobs, as they are", async () => {
    const odd = aSpike({ ...place, level: "group", fingerprint: "v2:aa", code: "", before: { failed: 0, ended: 0 } });
    const text = await textOf(makeDiff({}, rates({ spikes: 1 })), [odd]);
    expect(text).toMatch(/! +thumbnails +one kind .* - +82 of 1,002/);
  });

  it("tells rates that creep up, the farthest first, and jobs that take longer, the most first", async () => {
    const drifts = [aDrift({ ...place, tag: "A" }), aDrift({ ...place, tag: "B", statistic: 9, before: null })];
    const slow = [aSlow(place), aSlow({ ...place, phase: "wait", quantile: "p50Ms", before: 500, after: 60_000 })];
    const calm = [aDrift({ worse: false, tag: "Calm" }), aSlow({ worse: false, tag: "Calm" })];
    const text = await textOf(makeDiff(), [...drifts, ...slow, ...calm]);
    const lines = text.split("\n");
    const first = lines.findIndex((line) => line.startsWith("Failure rates that creep up"));
    expect(lines[first + 2]).toMatch(/^! +thumbnails +B +11-12 +\? +130 of 10,000 \(1\.3 %\)$/);
    expect(lines[first + 3]).toMatch(/^! +thumbnails +A +11-12 +100 of 10,000 \(1\.0 %\) +130 of 10,000 \(1\.3 %\)$/);
    const second = lines.indexOf("Jobs that take longer than in the nights before");
    expect(lines[second + 2]).toMatch(/^! +thumbnails +PicProcess +wait p50 +500ms +1m00s +500$/);
    expect(lines[second + 3]).toMatch(/^! +thumbnails +PicProcess +run p90 +1s +4s +500$/);
    expect(text).not.toContain("Calm");
  });

  it("counts them in the headline", async () => {
    const lines = [wide, operation, aDrift(), aSlow(), aSlow({ phase: "wait" })];
    const text = (await textOf(makeDiff({}, { worse: 5, ...rates({ spikes: 2 }) }), lines)).replace(/\s+/g, " ");
    expect(text).toContain(
      "2 failure rates spiked, 1 failure rate creeps up, jobs of 1 scope wait for longer, jobs of 1 scope run for longer.",
    );
  });

  it("tells the greatest rise of a kind first; of one without an expectation all failures count", async () => {
    const of = (name: string, excess: number | null) =>
      aSpike({ ...place, level: "operation", operation: name, excess, after: { failed: 50, ended: 90 } });
    const text = await textOf(makeDiff({}, rates({ spikes: 3 })), [of("small", 49), of("bare", null), of("large", 51)]);
    expect(text.match(/small|bare|large/g)).toEqual(["large", "bare", "small"]);
  });
});
