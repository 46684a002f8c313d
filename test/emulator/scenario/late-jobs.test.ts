import { describe, expect, it } from "vitest";
import { buildWorld } from "../../../emulator/scenario/build-world.ts";
import type { ScenarioInput } from "../../../emulator/scenario/scenario.ts";
import { truthOf } from "../../../emulator/scenario/truth.ts";
import { asOf, from, hourMs, ofNight, queuesOf, smallScenario, to } from "./small-scenario.ts";

type Late = NonNullable<ScenarioInput["late"]>[number];

const at = Date.parse("2026-11-21T09:40:00+08:00");
const failure = { code: "TimedOut", messages: ["after {int:1-9} s", "timed out"] };

/** 40 of 400 jobs of the queue that is never paused. */
function lateWith(parts: Partial<Late> & Pick<Late, "hangs" | "becomes">) {
  const scenario = smallScenario({ late: [{ share: 0.1, at: "09:40", queues: ["thumbs"], ...parts }] });
  const world = buildWorld(scenario, 1);
  const truth = truthOf(scenario, world);
  const seenLater = ofNight(world).filter(
    ({ endedAt, startedAt, forgottenAt }) => Math.max(endedAt ?? 0, startedAt ?? 0, forgottenAt ?? 0) > asOf,
  );
  const stuck = truth.findings.filter(({ verdict }) => verdict.startsWith("stuck"));
  return { jobs: seenLater, world, stuck };
}

describe("late jobs", () => {
  it("are stuck when their night is judged, and change within ten minutes of the given time", () => {
    for (const hangs of ["queued", "running"] as const) {
      const { jobs, stuck } = lateWith({ hangs, becomes: "Failed", failure });
      expect(new Set(stuck.map(({ verdict }) => verdict))).toEqual(new Set([`stuck.${hangs}`]));
      expect(stuck.map(({ jobId }) => jobId)).toEqual(jobs.map(({ jobId }) => jobId).sort());
      expect(jobs).toHaveLength(40);
      for (const { outcome, endedAt } of jobs) {
        expect(outcome).toBe("Failed");
        expect(endedAt).toBeGreaterThanOrEqual(at);
        expect(endedAt).toBeLessThan(at + 600_000);
      }
    }
  });

  it("fail with one of their messages, told apart by kind", () => {
    const { jobs } = lateWith({ hangs: "running", becomes: "Failed", failure });
    expect(new Set(jobs.map(({ code, kind, message }) => `${code} ${kind} ${message.replace(/\d/, "1")}`))).toEqual(
      new Set(["TimedOut TimedOut: after {int:1-9} s after 1 s", "TimedOut TimedOut: timed out timed out"]),
    );
  });

  it("run shortly before they end, if they hung in the queue", () => {
    for (const { startedAt, endedAt } of lateWith({ hangs: "queued", becomes: "Success" }).jobs) {
      const ran = (endedAt ?? 0) - (startedAt ?? 0);
      expect(ran).toBeGreaterThanOrEqual(1000);
      expect(ran).toBeLessThanOrEqual(300_000);
    }
  });

  it("never start, if they are cancelled in the queue", () => {
    const { jobs } = lateWith({ hangs: "queued", becomes: "Cancel" });
    expect(new Set(jobs.map(({ startedAt, outcome }) => `${startedAt} ${outcome}`))).toEqual(new Set(["null Cancel"]));
    const running = lateWith({ hangs: "running", becomes: "Cancel" }).jobs;
    expect(running.every(({ startedAt }) => startedAt !== null && startedAt < to + hourMs)).toBe(true);
  });

  it("run on, if they only begin to run", () => {
    const { jobs } = lateWith({ hangs: "queued", becomes: "Running" });
    expect(jobs).toHaveLength(40);
    expect(jobs.every(({ startedAt, endedAt }) => (startedAt ?? 0) >= at && endedAt === null)).toBe(true);
  });

  it("are forgotten as they were, if they are gone", () => {
    const waiting = lateWith({ hangs: "queued", becomes: "gone" }).jobs;
    expect(new Set(waiting.map(({ startedAt, outcome }) => `${startedAt} ${outcome}`))).toEqual(
      new Set(["null Submitted"]),
    );
    const running = lateWith({ hangs: "running", becomes: "gone" }).jobs;
    expect(running).toHaveLength(40);
    expect(running.every(({ forgottenAt, outcome }) => (forgottenAt ?? 0) >= at && outcome === "Running")).toBe(true);
  });

  it("are those that were created late enough, in queues that are not paused while they wait", () => {
    const evening = from + 20 * hourMs;
    const { jobs, world } = lateWith({ hangs: "queued", becomes: "Success", since: "20:00", queues: [], share: 0.9 });
    const [thumbs] = queuesOf(world);
    const created = thumbs?.jobs.filter(({ createdAt }) => createdAt >= evening && createdAt < to);
    expect(jobs).toEqual(created);
    expect(jobs.length).toBeGreaterThan(20);
  });
});
