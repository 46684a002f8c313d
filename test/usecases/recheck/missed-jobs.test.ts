import { describe, expect, it } from "vitest";
import type { HoleCause } from "../../../lib/core/hole.ts";
import { createMissedJobs, type MissedJobs } from "../../../lib/usecases/recheck/missed-jobs.ts";
import { aScope } from "../../fakes/samples.ts";

const here = { night: "2026-11-21", scope: aScope };
const { region, bucket, queueId, tag } = aScope;

function miss(missed: MissedJobs, second: number, cause: HoleCause = "network", origin = here): void {
  const hole = { from: second * 1_000, to: (second + 1) * 1_000, cause, requestId: `r${second}`, evidence: null };
  missed.add(origin, { ...hole, detail: `at ${second}` });
}

describe("createMissedJobs()", () => {
  it("makes one hole of many jobs, counts them, and tells what was seen of the first", () => {
    const missed = createMissedJobs();
    for (let second = 0; second < 3_000; second += 3) miss(missed, second);
    const what = { from: 0, to: 2_998_000, cause: "network", requestId: "r0", evidence: null };
    const detail = "1000 open jobs of 2026-11-21 not seen again: at 0";
    expect(missed.holes()).toEqual([{ region, bucket, queueId, tag, ...what, detail }]);
  });

  it("makes one of each cause, scope and night", () => {
    const missed = createMissedJobs();
    miss(missed, 1);
    miss(missed, 2, "undecodable");
    miss(missed, 4);
    miss(missed, 5, "undecodable", { ...here, scope: { ...aScope, tag: "PosterProduction" } });
    miss(missed, 6, "undecodable", { ...here, night: "2026-11-22" });
    expect(missed.holes().map(({ from, to, cause, detail }) => [from, to, cause, detail])).toEqual([
      [1_000, 5_000, "network", "2 open jobs of 2026-11-21 not seen again: at 1"],
      [2_000, 3_000, "undecodable", "1 open job of 2026-11-21 not seen again: at 2"],
      [5_000, 6_000, "undecodable", "1 open job of 2026-11-21 not seen again: at 5"],
      [6_000, 7_000, "undecodable", "1 open job of 2026-11-22 not seen again: at 6"],
    ]);
  });
});
