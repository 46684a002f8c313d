import { describe, expect, it } from "vitest";
import { worstLine } from "../../../lib/core/diff/worst-line.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import {
  carriedLine,
  coverageLine,
  durationLine,
  groupLine,
  inputLine,
  queueLine,
  rateLine,
} from "../../cli/changes.ts";
import { aDrift, aSlow, aSpike } from "../../fakes/diff-lines.ts";

const names = new Map([["p1", "thumbnails"]]);

describe("worstLine", () => {
  it.each<[Regression, string]>([
    [
      groupLine({ baselineState: "regressed", after: 3 }),
      "thumbnails / PicProcess: back, first seen 2026-11-14: 3 jobs failed with ImageTooLarge",
    ],
    [
      groupLine({ baselineState: "new", after: 1, verdict: "stuck.queued", code: "" }),
      "thumbnails / PicProcess: new: 1 job stuck.queued",
    ],
    [groupLine({ before: null, after: null }), "thumbnails / PicProcess: jobs failed with ImageTooLarge"],
    [carriedLine({ outcome: "vanished", jobs: 1 }), "thumbnails / PicProcess: 1 job of 2026-11-19: vanished"],
    [
      carriedLine({ outcome: "not-seen", jobs: 2 }),
      "thumbnails / PicProcess: 2 jobs of 2026-11-19: could not be seen again",
    ],
    [coverageLine({ after: "gone" }), "thumbnails / PicProcess: its queue is gone, was complete"],
    [inputLine(), "thumbnails / PicProcess: photos/a.jpg failed again (ImageTooLarge)"],
    [inputLine({ input: null, queueId: "p9" }), "p9 / PicProcess: j3 failed again (ImageTooLarge)"],
    [rateLine(), "thumbnails / PicProcess: 214 of 6,812 (3.1 %) failed, before 180 of 6,790 (2.7 %)"],
    [rateLine({ operation: "t1", before: null, after: null }), "thumbnails / PicProcess: t1: unknown"],
    [durationLine(), "thumbnails / PicProcess: jobs run 1m20s (p90), before 40s"],
    [durationLine({ phase: "wait", before: null, after: null }), "thumbnails / PicProcess: jobs wait unknown (p90)"],
    [queueLine({ change: "gone", name: null, queueId: "p9" }), "p9: is gone"],
    [
      queueLine({ change: "limits-changed", before: "size 10", after: null }),
      "thumbnails: limits-changed: size 10 → -",
    ],
    [queueLine({ change: "new", before: null, after: "Active" }), "thumbnails: new: - → Active"],
    [
      aSpike({ queueId: "p1", after: { failed: 1_640, ended: 9_000 }, expected: 213.7 }),
      "thumbnails / PicProcess: spike: 1,640 jobs failed, 214 expected",
    ],
    [
      aSpike({ queueId: "p1", after: { failed: 1, ended: 9 }, expected: null, operation: "t1", code: "Broken" }),
      "thumbnails / PicProcess: spike: t1 Broken: 1 job failed",
    ],
    [
      aDrift({ queueId: "p1" }),
      "thumbnails / PicProcess: failures creep up since 2026-11-12: 300 of 20,000 (1.5 %) failed, before 200 of 20,000 (1.0 %)",
    ],
    [aSlow({ queueId: "p1" }), "thumbnails / PicProcess: jobs wait 45s (p90), usually 10s"],
    [coverageLine({ after: "not-audited" }), "thumbnails / PicProcess: not-audited, was complete"],
  ])("tells %j", (row, text) => {
    expect(worstLine(row, names)).toBe(text);
  });

  it("calls a template by its name", () => {
    const templates = new Map([["t1", "watermark-brand"]]);
    expect(worstLine(aSpike({ operation: "t1", code: null }), names, templates)).toContain(": watermark-brand: ");
    expect(worstLine(rateLine({ operation: "t1" }), names, templates)).toContain(": watermark-brand: ");
  });
});
