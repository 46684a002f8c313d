import { describe, expect, it } from "vitest";
import { stateAt } from "../../../emulator/ci/job-state.ts";
import { buildWorld } from "../../../emulator/scenario/build-world.ts";
import { truthOf } from "../../../emulator/scenario/truth.ts";
import { asOf, from, jobsOf, ofNight, queuesOf, smallScenario, to } from "./small-scenario.ts";

describe("buildWorld", () => {
  it("gives the same world for the same scenario and seed, and another for another seed", () => {
    const scenario = smallScenario({ cancelled: 0.1 });
    expect(buildWorld(scenario, 1)).toEqual(buildWorld(scenario, 1));
    expect(buildWorld(scenario, 2)).not.toEqual(buildWorld(scenario, 1));
  });

  it("puts the jobs into the night and the others around it, the nearest on its edges", () => {
    const world = buildWorld(smallScenario({ outside: { before: 12, after: 8 } }), 1);
    expect(ofNight(world)).toHaveLength(400);
    const before = jobsOf(world).filter(({ createdAt }) => createdAt < from);
    const after = jobsOf(world).filter(({ createdAt }) => createdAt >= to);
    expect([before.length, after.length]).toEqual([12, 8]);
    expect(Math.max(...before.map(({ createdAt }) => createdAt))).toBe(from - 1000);
    expect(Math.min(...after.map(({ createdAt }) => createdAt))).toBe(to);
  });

  it("orders each queue's jobs by creation, on whole seconds", () => {
    for (const { jobs } of queuesOf(buildWorld(smallScenario(), 1))) {
      const created = jobs.map(({ createdAt }) => createdAt);
      expect(created).toEqual([...created].sort((a, b) => a - b));
      expect(created.every((ms) => ms % 1000 === 0)).toBe(true);
    }
  });

  it("gives every job and queue an id of its own in the service's form", () => {
    const world = buildWorld(smallScenario(), 1);
    const ids = jobsOf(world).map(({ jobId }) => jobId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^c[0-9a-f]{32}$/.test(id))).toBe(true);
    expect(queuesOf(world).every(({ queueId }) => /^p[0-9a-f]{32}$/.test(queueId))).toBe(true);
  });

  it("keeps queues as they are described", () => {
    const id = `p${"ab".repeat(16)}`;
    const callback = { url: "https://hooks.example.com/x", resultFormat: "XML" as const };
    const queues = [
      { name: "one", id, maxSize: 50, maxConcurrent: 3, callback },
      { name: "two", state: "Paused" as const },
    ];
    const world = buildWorld(smallScenario({ buckets: [{ name: "a-1250000000", region: "ap-beijing", queues }] }), 1);
    expect(world.buckets[0]).toMatchObject({ name: "a-1250000000", region: "ap-beijing" });
    expect(world.buckets[0]?.createdAt).toBeLessThan(queuesOf(world)[0]?.createdAt ?? 0);
    expect(queuesOf(world)).toMatchObject([
      {
        queueId: id,
        name: "one",
        state: "Active",
        maxSize: 50,
        maxConcurrent: 3,
        notify: {
          state: "On",
          url: callback.url,
          event: "TaskFinish,WorkflowFinish",
          type: "Url",
          resultFormat: "XML",
        },
      },
      { name: "two", state: "Paused", notify: { state: "Off", url: "", event: "", type: "", resultFormat: "" } },
    ]);
  });

  it("keeps a bucket without queues", () => {
    expect(buildWorld(smallScenario(), 1).buckets[1]).toMatchObject({ name: "empty-1250000000", queues: [] });
  });

  it("changes no job of the night after the night is judged, and none starts before it is created", () => {
    const changes = { hang: { queued: 0.05, running: 0.05 }, cancelled: 0.1, unknownState: 0.1 };
    for (const { createdAt, startedAt, endedAt } of ofNight(buildWorld(smallScenario(changes), 1))) {
      expect(startedAt ?? createdAt).toBeGreaterThanOrEqual(createdAt);
      expect(endedAt ?? asOf).toBeGreaterThanOrEqual(startedAt ?? createdAt);
      expect(Math.max(startedAt ?? 0, endedAt ?? 0)).toBeLessThanOrEqual(asOf);
    }
  });

  it("is told by the emulator in the states that the truth counts", () => {
    const scenario = smallScenario({ hang: { queued: 0.05, running: 0.05 }, cancelled: 0.1, unknownState: 0.1 });
    const world = buildWorld(scenario, 1);
    const told: Record<string, number> = {};
    for (const queue of queuesOf(world)) {
      for (const job of queue.jobs.filter(({ createdAt }) => createdAt >= from && createdAt < to)) {
        const state = stateAt(job, queue.state, asOf);
        told[state] = (told[state] ?? 0) + 1;
      }
    }
    expect(told).toEqual(truthOf(scenario, world).states);
  });

  it("leaves the times of the jobs as they were when failures change", () => {
    const createdWith = (share: number) =>
      jobsOf(buildWorld(smallScenario({ failures: [{ code: "Bad", messages: ["{uuid}"], share }] }), 1)).map(
        (job) => job.createdAt,
      );
    expect(createdWith(0.5)).toEqual(createdWith(0.01));
  });

  it("keeps a queue that no job went to", () => {
    const world = buildWorld(
      smallScenario({ jobs: 1, traffic: { onTheHour: 1 }, outside: { before: 0, after: 0 } }),
      1,
    );
    expect(
      queuesOf(world)
        .map(({ jobs }) => jobs.length)
        .sort(),
    ).toEqual([0, 1]);
  });
});
