import { describe, expect, it } from "vitest";
import { sizeOf } from "../../../lib/core/incidents/size-of.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import { aCarried, aCoverage, aDrift, aGroup, aQueueChange, aSlow, aSpike } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const line = { schema: "job-audit/regression/v1", worse: true, ...aScope, baseline: "2026-11-20" } as const;
const input = { createdAt: "2026-11-21T01:00:00.000Z", jobId: "j1", input: null, operation: null, code: "" };

describe("sizeOf()", () => {
  it.each<[string, Regression, number | null]>([
    ["jobs of a group", aGroup({ after: 7 }), 7],
    ["a group of which nothing is known", aGroup({ after: null }), null],
    ["open jobs of earlier nights", aCarried({ jobs: 4 }), 4],
    ["failures that are too many", aSpike({ excess: 12.6 }), 13],
    ["failures, where nothing was expected", aSpike({ excess: null, after: { failed: 9, ended: 10 } }), 9],
    ["holes", aCoverage({ holes: 3 }), 3],
    ["a drift", aDrift(), null],
    ["a slow scope", aSlow(), null],
    ["a queue", aQueueChange(), null],
    ["an input", { ...line, kind: "input", outcome: "failed-again", ...input }, null],
    ["a plain rate", { ...line, kind: "rate", operation: null, before: null, after: null }, null],
    ["a plain duration", { ...line, kind: "duration", phase: "run", before: null, after: null }, null],
  ])("counts %s", (_, row, size) => {
    expect(sizeOf(row)).toBe(size);
  });
});
