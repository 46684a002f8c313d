import { describe, expect, it } from "vitest";
import { baselineOf } from "../../../lib/core/spikes/baseline.ts";
import { floorOf } from "../../../lib/core/spikes/effect.ts";
import { alphaOf } from "../../../lib/core/spikes/outcome.ts";
import { usualTuning } from "../../../lib/core/spikes/spike-tuning.ts";
import { createWeekdays } from "../../../lib/core/spikes/weekdays.ts";
import { night, stratum, week } from "./strata.ts";

describe("usualTuning", () => {
  it("is what holds where nothing is set", () => {
    const of = stratum([30, 1_000], week);
    const baseline = baselineOf(of.history, night, createWeekdays());
    expect(floorOf(of, baseline, { night, ...usualTuning })).toEqual(floorOf(of, baseline, { night }));
    expect(alphaOf(usualTuning)).toBe(alphaOf({}));
    expect(usualTuning).toEqual({ minRatio: 1.5, minExcess: 5, falseDiscoveryRate: 0.05 });
  });
});
