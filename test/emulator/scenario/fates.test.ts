import { describe, expect, it } from "vitest";
import { buildWorld } from "../../../emulator/scenario/build-world.ts";
import { truthOf } from "../../../emulator/scenario/truth.ts";
import { from, ofNight, queuesOf, smallScenario, to } from "./small-scenario.ts";

function verdictCounts(scenario: ReturnType<typeof smallScenario>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { verdict } of truthOf(scenario, buildWorld(scenario, 1)).findings) {
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}

describe("assignFates, in a world", () => {
  it("lets the jobs around the night fail where they can", () => {
    const failures = [{ code: "Bad", messages: ["bad"], share: 0, queues: ["thumbs"] }];
    const world = buildWorld(smallScenario({ failures, outside: { before: 30, after: 0 } }), 1);
    const outcomes = queuesOf(world).map(
      ({ jobs }) => new Set(jobs.filter((job) => job.createdAt < from).map((job) => job.outcome)),
    );
    expect(outcomes).toEqual([new Set(["Failed"]), new Set(["Success"])]);
  });

  it("holds all that a paused queue had not started by its pause, and lets the rest end", () => {
    const world = buildWorld(smallScenario(), 1);
    const [, archive] = queuesOf(world);
    const pausedAt = Date.parse("2026-11-20T12:00:00+08:00");
    expect(archive?.updatedAt).toBe(pausedAt);
    const started = archive?.jobs.filter(({ startedAt }) => startedAt !== null) ?? [];
    expect(started.every(({ startedAt }) => (startedAt ?? 0) < pausedAt)).toBe(true);
    const waiting = archive?.jobs.filter(({ startedAt }) => startedAt === null) ?? [];
    expect(waiting.filter(({ createdAt }) => createdAt > pausedAt - 600_000)).toEqual(waiting);
    expect(Math.min(started.length, waiting.length)).toBeGreaterThan(20);
  });

  it("holds every job of a queue that was paused before the night", () => {
    const buckets = [{ name: "a-1250000000", region: "ap-beijing", queues: [{ name: "q", state: "Paused" as const }] }];
    expect(verdictCounts(smallScenario({ buckets, outside: { before: 0, after: 3 } }))).toEqual({ held: 400 });
  });

  it("plants each share exactly", () => {
    const scenario = smallScenario({
      buckets: [{ name: "a-1250000000", region: "ap-beijing", queues: [{ name: "q" }] }],
      failures: [
        { code: "One", messages: ["one"], share: 0.1 },
        { code: "Two", messages: ["two"], share: 0.05, tags: ["PicProcess"] },
      ],
      hang: { queued: 0.02, running: 0.03 },
      hiddenFailures: 0.04,
      unknownState: 0.015,
      cancelled: 0.06,
    });
    expect(verdictCounts(scenario)).toEqual({
      failed: 60,
      "stuck.queued": 8,
      "stuck.running": 12,
      "hidden-failure": 16,
      unrecognised: 6,
    });
    const truth = truthOf(scenario, buildWorld(scenario, 1));
    expect(truth.states).toMatchObject({ Cancel: 24, Failed: 60, Submitted: 8, Running: 12 });
  });

  it("does not spare the tags that a failure has claimed jobs of", () => {
    const failures = [{ code: "Bad", messages: ["bad"], share: 0.1, tags: ["ImageInspect"] }];
    const tags = { PicProcess: 1, ImageInspect: 1 };
    const world = buildWorld(smallScenario({ jobs: 2000, failures, tags, cancelled: 0.2 }), 1);
    const cancelled = ofNight(world).filter(({ outcome }) => outcome === "Cancel");
    const inspections = cancelled.filter(({ tag }) => tag === "ImageInspect").length;
    // Of about 875 inspections and 875 others that are not held, 200 inspections have failed.
    expect(inspections / cancelled.length).toBeGreaterThan(0.36);
    expect(inspections / cancelled.length).toBeLessThan(0.5);
  });

  it("keeps a failure to its queues and tags, with its rule or template, and takes what there is", () => {
    const tags = { PicProcess: 1, ImageInspect: 1 };
    const failures = [
      {
        code: "Rule",
        messages: ["bad {operation}"],
        share: 0.05,
        queues: ["thumbs"],
        tags: ["PicProcess"],
        rule: "imageMogr2/x",
      },
      { code: "Template", messages: ["gone: {operation}"], share: 0.9, queues: ["archive"], template: "旧版" },
    ];
    const world = buildWorld(smallScenario({ tags, failures }), 1);
    const [thumbs, archive] = queuesOf(world).map(({ jobs }) =>
      jobs.filter((job) => job.createdAt >= from && job.createdAt < to),
    );
    const byRule = ofNight(world).filter(({ code }) => code === "Rule");
    expect(byRule).toHaveLength(20);
    expect(byRule.every((job) => thumbs?.includes(job) && job.tag === "PicProcess")).toBe(true);
    expect(new Set(byRule.map(({ rule, message }) => `${rule}: ${message}`))).toEqual(
      new Set(["imageMogr2/x: bad imageMogr2/x"]),
    );
    const ended = archive?.filter(({ endedAt }) => endedAt !== null) ?? [];
    const byTemplate = ofNight(world).filter(({ code }) => code === "Template");
    expect(byTemplate).toEqual(ended);
    expect(new Set(byTemplate.map(({ templateName }) => templateName))).toEqual(new Set(["旧版"]));
    expect(byTemplate[0]?.message).toBe(`gone: ${byTemplate[0]?.templateId}`);
    expect(byTemplate[0]?.templateId).toMatch(/^t[0-9a-f]{32}$/);
  });
});
