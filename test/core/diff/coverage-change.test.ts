import { describe, expect, it } from "vitest";
import { coverageChange } from "../../../lib/core/diff/coverage-change.ts";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import type { Coverage } from "../../../lib/core/schema/regression.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { aScope } from "../../fakes/samples.ts";

const { span } = aManifest();
const hole: Manifest["holes"][number] = {
  ...{ region: aScope.region, bucket: aScope.bucket, queueId: aScope.queueId, tag: aScope.tag, ...span },
  ...{ cause: "network", detail: "", requestId: null, evidence: null },
};

function change(earlier: readonly Coverage[], coverage: Coverage, holes = [hole]) {
  const before = earlier.length === 0 ? null : "2026-11-20";
  return coverageChange({ scope: aScope, coverage, earlier, baseline: null }, { before, span, holes });
}

describe("coverageChange()", () => {
  it.each([
    ["complete", "incomplete", true],
    ["complete", "not-audited", true],
    ["complete", "gone", true],
    ["incomplete", "gone", false],
    ["gone", "complete", false],
    ["gone", "not-audited", false],
    ["incomplete", "not-audited", true],
    ["incomplete", "incomplete", false],
    ["incomplete", "complete", false],
    ["not-audited", "complete", false],
    ["not-audited", "incomplete", false],
  ] as const)("has a line from %s to %s; worse: %s", (before, after, worse) => {
    const row = change([before], after);
    expect(row).toEqual({
      ...{ schema: "job-audit/regression/v1", kind: "coverage", ...aScope, worse, baseline: "2026-11-20" },
      ...{ before, after, holes: 1 },
    });
  });

  it.each(["complete", "gone", "not-audited"] as const)("has no line for what stays %s", (coverage) => {
    expect(change([coverage, "incomplete"], coverage)).toBeNull();
  });

  it("tells of incomplete scopes of the first night of all, and calls none worse", () => {
    expect(change([], "complete")).toBeNull();
    expect(change([], "incomplete")).toMatchObject({ worse: false, baseline: null, before: "not-audited" });
  });

  it("counts the holes that lie in the scope and in the night's span", () => {
    const wide = { ...hole, bucket: null, queueId: null, tag: null };
    const elsewhere = [
      { ...hole, region: "x" },
      { ...hole, bucket: "x" },
      { ...hole, queueId: "x" },
      { ...hole, tag: "x" },
    ];
    const earlier = { ...hole, from: "2026-11-19T16:00:00.000Z", to: span.from };
    const later = { ...hole, from: span.to, to: "2026-11-22T16:00:00.000Z" };
    expect(change(["complete"], "incomplete", [hole, wide, ...elsewhere, earlier, later])?.holes).toBe(2);
  });
});
