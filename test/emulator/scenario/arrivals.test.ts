import { describe, expect, it } from "vitest";
import { buildWorld } from "../../../emulator/scenario/build-world.ts";
import { from, hourMs, ofNight, queuesOf, smallScenario, to } from "./small-scenario.ts";

describe("arrivalsOfNight, in a world", () => {
  it("puts jobs on the first second of every hour and on the last of the night", () => {
    const created = new Set(
      ofNight(buildWorld(smallScenario({ traffic: { onTheHour: 25 } }), 1)).map((job) => job.createdAt),
    );
    const edges = Array.from({ length: 24 }, (_, hour) => from + hour * hourMs);
    expect([...edges, to - 1000].filter((ms) => !created.has(ms))).toEqual([]);
  });

  it("puts a burst into one second of its queue and tag", () => {
    const bursts = [{ at: "03:15:07", jobs: 300, queue: "thumbs", tag: "ImageInspect" }];
    const world = buildWorld(smallScenario({ traffic: { bursts } }), 1);
    const second = Date.parse("2026-11-20T03:15:07+08:00");
    const jobs = queuesOf(world)[0]?.jobs.filter(
      ({ createdAt, tag }) => createdAt === second && tag === "ImageInspect",
    );
    expect(jobs?.length).toBeGreaterThanOrEqual(300);
    expect(ofNight(world)).toHaveLength(400);
  });

  it("spreads the rest by the weights of the hours", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => (hour === 5 ? 3 : hour === 6 ? 1 : 0));
    const world = buildWorld(smallScenario({ traffic: { hours, onTheHour: 0 } }), 1);
    const inHour = (hour: number) =>
      ofNight(world).filter(({ createdAt }) => Math.floor((createdAt - from) / hourMs) === hour).length;
    expect([inHour(5), inHour(6)]).toEqual([300, 100]);
  });
});
