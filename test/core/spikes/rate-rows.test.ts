import { describe, expect, it } from "vitest";
import { rateTestSchema } from "../../../lib/core/schema/rate-test.ts";
import { regressionSchema } from "../../../lib/core/schema/regression.ts";
import { driftLine, rateTestOf, slowLine, spikeLine } from "../../../lib/core/spikes/rate-rows.ts";
import { aDrift, aSlow, aSpike, aTest } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";

/** With more to it than the names of a scope, as a series' scope or a group has. */
const wide = { ...aScope, complete: true, jobs: 2_000 };

describe("rateTestOf()", () => {
  it("is a row of the schema: what was tested, its figures, the verdict and why", () => {
    const wanted = aTest({ level: "operation", operation: "rule:a", verdict: "too-few", reason: "too few to tell" });
    const { schema: _, family, region, bucket, queueId, tag, level, operation, fingerprint, ...judged } = wanted;
    const row = rateTestOf(wide, { level, operation, fingerprint }, { key: "the key", ...judged });
    expect(rateTestSchema.parse(row)).toEqual(wanted);
    expect({ family, region, bucket, queueId, tag }).toEqual(aScope);
  });
});

describe("spikeLine()", () => {
  it("is a line of the diff: the figures of the test, with the group's symptom and why it rose", () => {
    const why = { extra: 320, nights: [], rule: null, attributes: [], mix: null, sampled: false };
    const told = { baseline: "2026-11-20", code: "ImageTooLarge", message: "image is too large", why };
    const line = spikeLine({ test: aTest({ verdict: "spike", reason: "17 times the rate" }), ...told });
    expect(regressionSchema.parse(line)).toEqual(aSpike(told));
    expect(line).not.toHaveProperty("verdict");
  });
});

describe("driftLine()", () => {
  it("is a line of the diff that rises from its baseline", () => {
    const { since, nights, statistic, threshold } = aDrift();
    const sides = { before: { failed: 20, ended: 2_000 }, after: { failed: 30, ended: 2_000 } };
    const drift = { key: "the key", since, nights, statistic, threshold, ...sides };
    const line = driftLine({ scope: aScope, baseline: "2026-11-20" }, drift);
    expect(regressionSchema.parse(line)).toEqual(aDrift(sides));
  });
});

describe("slowLine()", () => {
  it("is a line of the diff that names the phase", () => {
    const { quantile, before, after, jobs, nights, score } = aSlow();
    const phase = { key: "the key", phase: "wait", quantile, before, after, jobs, nights, score } as const;
    const line = slowLine({ scope: aScope, baseline: "2026-11-20" }, phase);
    expect(regressionSchema.parse(line)).toEqual(aSlow());
  });
});
