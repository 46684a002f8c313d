import { describe, expect, it } from "vitest";
import type { HoleCause } from "../../../lib/core/hole.ts";
import { createMissedJobs, type MissedJobs } from "../../../lib/usecases/recheck/missed-jobs.ts";
import { aScope } from "../../fakes/samples.ts";

const here = { night: "2026-11-21", scope: aScope };
const { region, bucket, queueId, tag } = aScope;

function miss(missed: MissedJobs, second: number, cause: HoleCause = "network", origin = here): void {
  const hole = { from: second * 1_000, to: (second + 1) * 1_000, cause, requestId: null, evidence: null };
  missed.add(origin, { ...hole, detail: `at ${second}` });
}

const told = ({ holes }: MissedJobs) =>
  holes.map(({ from, to, cause, detail }) => `${from / 1_000}-${to / 1_000} ${cause} ${detail}`);

describe("createMissedJobs()", () => {
  it("makes one hole of jobs that follow each other, however far apart", () => {
    const missed = createMissedJobs();
    for (let second = 0; second < 3_000; second += 3) miss(missed, second);
    expect(missed.holes).toEqual([
      expect.objectContaining({
        from: 0,
        to: 2_998_000,
        cause: "network",
        region,
        bucket,
        queueId,
        tag,
        detail: "at 0",
      }),
    ]);
  });

  it("ends a hole at a job that was seen, at another cause, scope or night", () => {
    const missed = createMissedJobs();
    miss(missed, 1);
    missed.add(here, null);
    miss(missed, 3);
    miss(missed, 4, "undecodable");
    miss(missed, 5, "undecodable", { ...here, scope: { ...aScope, tag: "PosterProduction" } });
    miss(missed, 6, "undecodable", { ...here, night: "2026-11-22" });
    miss(missed, 7, "undecodable", { ...here, night: "2026-11-22" });
    expect(told(missed)).toEqual([
      "1-2 network at 1",
      "3-4 network at 3",
      "4-5 undecodable at 4",
      "5-6 undecodable at 5",
      "6-8 undecodable at 6",
    ]);
  });

  it("does not go on over a scope that lies between", () => {
    const missed = createMissedJobs();
    miss(missed, 1);
    missed.add({ ...here, night: "2026-11-22" }, null);
    miss(missed, 3, "network", { ...here, night: "2026-11-22" });
    expect(told(missed)).toEqual(["1-2 network at 1", "3-4 network at 3"]);
  });

  it("tells of one second once", () => {
    const missed = createMissedJobs();
    miss(missed, 1);
    missed.add(here, null);
    miss(missed, 1);
    expect(told(missed)).toEqual(["1-2 network at 1"]);
  });
});
