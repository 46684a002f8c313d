import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import type { Durations, ScopeSummary, Summary } from "../../../lib/core/schema/summary.ts";
import { seriesNightOf } from "../../../lib/core/spikes/series-night.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { noDurations } from "../../fakes/committed-night.ts";
import { aScope } from "../../fakes/samples.ts";

const sha = "ab".repeat(32);
const { family: _, ...place } = aScope;

const durations: Durations = { ...noDurations, count: 7, p50Ms: 10, p90Ms: 20, p99Ms: 30 };

function summaryOf(change: Partial<ScopeSummary> = {}): ScopeSummary {
  return {
    ...aScope,
    complete: true,
    jobs: 20,
    byState: { Failed: 3, Success: 12, Cancel: 1, Submitted: 4 },
    byVerdict: { failed: 3, "stuck.queued": 1, "stuck.running": 2, held: 8 },
    failureRate: 0.2,
    wait: noDurations,
    run: durations,
    operations: [{ operation: "t1", templateName: null, succeeded: 11, failed: 3 }],
    ...change,
  };
}

function seriesOf(summaries: readonly ScopeSummary[], manifest: Partial<Manifest> = {}) {
  const whole = aManifest({ scopes: [{ ...place, origin: "discovered", complete: true }], ...manifest });
  const { span, asOf, night, family } = whole;
  const counts = { jobs: 0, byState: {}, byVerdict: {} };
  const head = { schema: "job-audit/summary/v1", family, night, span, asOf } as const;
  const summary: Summary = { ...head, complete: true, ...counts, scopes: [...summaries] };
  return seriesNightOf({ manifest: whole, manifestSha256: sha, summary });
}

describe("seriesNightOf()", () => {
  it("keeps of a scope what ended, what is stuck, how long it took, and its operations", () => {
    expect(seriesOf([summaryOf()])).toEqual({
      ...{
        schema: "job-audit/series-night/v1",
        family: "pic",
        night: "2026-11-21",
        manifestSha256: sha,
        complete: true,
      },
      span: { from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" },
      asOf: "2026-11-21T18:00:00.000Z",
      scopes: [
        {
          ...{ ...aScope, complete: true, jobs: 20, failed: 3, ended: 15, stuck: 3, wait: null },
          run: { jobs: 7, p50Ms: 10, p90Ms: 20, p99Ms: 30 },
          operations: [{ operation: "t1", failed: 3, ended: 14 }],
        },
      ],
    });
  });

  it("counts none where a state or verdict has no job", () => {
    const [scope] = seriesOf([summaryOf({ byState: {}, byVerdict: {} })]).scopes;
    expect(scope).toMatchObject({ failed: 0, ended: 0, stuck: 0 });
  });

  it.each([
    ["has holes", { scopes: [{ ...place, origin: "discovered" as const, complete: false }] }],
    ["is of a queue that is gone", { scopes: [{ ...place, origin: "previous-night" as const, complete: true }] }],
    ["is not listed by the manifest", { scopes: [] }],
  ])("says that a scope is not complete that %s", (_what, manifest) => {
    expect(seriesOf([summaryOf()], manifest).scopes[0]?.complete).toBe(false);
  });

  it("says of the night what its manifest does", () => {
    expect(seriesOf([summaryOf()], { status: "incomplete" }).complete).toBe(false);
  });
});
