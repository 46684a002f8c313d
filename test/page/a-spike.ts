/** A spike of a scope's failure rate, with what explains it. */

import type { SpikeChange } from "../../lib/core/schema/regression.ts";
import type { Scope } from "../../lib/core/scope.ts";

export function aSpike(scope: Scope, told: Pick<SpikeChange, "code" | "message">): SpikeChange {
  return {
    schema: "job-audit/regression/v1",
    kind: "spike",
    ...scope,
    worse: true,
    baseline: "2026-11-20",
    ...told,
    level: "scope",
    operation: null,
    fingerprint: null,
    before: { failed: 1_498, ended: 48_300 },
    after: { failed: 854, ended: 6_812 },
    nights: ["2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16", "2026-11-15", "2026-11-14"],
    leftOut: [],
    weekdays: false,
    method: "beta-binomial",
    dispersion: 0.0004,
    expected: 214,
    low: 150,
    high: 262,
    excess: 640,
    ratio: 4.04,
    ratioLow: 3.7,
    ratioHigh: 4.4,
    p: 1e-12,
    q: 3e-11,
    floor: { ratio: 1.5, excess: 5 },
    provisional: false,
    why: {
      extra: 640,
      nights: ["2026-11-20"],
      rule: {
        conditions: [
          { attribute: "prefix", value: "uploads/heic/" },
          { attribute: "operation", value: "imageMogr2/format/webp" },
        ],
        failed: 618,
        expected: 6,
        excess: 612,
        coverage: 0.956,
      },
      attributes: [],
      mix: null,
      sampled: false,
    },
  };
}
