import { describe, expect, it } from "vitest";
import { at, failedJob, jobOf, scope, truthOfNights, waiting, worldWith } from "./hand-made-series.ts";

const running = { endedAt: null, outcome: "Running" };

describe("truthOfSeries, of jobs", () => {
  it("counts each night's own jobs in the states of the morning after it", () => {
    const [first, second] = truthOfNights(
      2,
      worldWith([
        jobOf("c1", 19, { createdAt: at(19, "00:00") }),
        failedJob("c2", 19, "Bad", { createdAt: at(19, "23:59:59") }),
        jobOf("c3", 20, { createdAt: at(20, "00:00"), outcome: "Cancel" }),
      ]),
    );
    expect(first).toMatchObject({ night: "2026-11-19", jobs: 2, states: { Failed: 1, Success: 1 } });
    expect(first?.findings).toEqual([{ jobId: "c2", verdict: "failed" }]);
    expect(second).toMatchObject({ night: "2026-11-20", jobs: 1, states: { Cancel: 1 }, findings: [] });
  });

  it("sees a job at the clock of the morning, and judges it at the instant of the night", () => {
    const [night] = truthOfNights(
      1,
      worldWith([
        jobOf("c1", 19, { endedAt: at(20, "02:30") }),
        jobOf("c2", 19, { startedAt: at(20, "01:00"), ...running }),
        jobOf("c3", 19, { startedAt: at(20, "00:59:59"), ...running }),
        jobOf("c4", 19, { startedAt: at(20, "02:29"), endedAt: at(20, "03:00") }),
      ]),
    );
    expect(night?.states).toEqual({ Running: 3, Success: 1 });
    expect(night?.findings).toEqual([{ jobId: "c3", verdict: "stuck.running" }]);
  });

  it("knows nothing of a job that is forgotten by then", () => {
    const [night] = truthOfNights(1, worldWith([jobOf("c1", 19, { ...waiting, forgottenAt: at(20, "02:30") })]));
    expect(night).toMatchObject({ jobs: 0, findings: [] });
  });
});

describe("truthOfSeries, of open jobs", () => {
  const stuck = "stuck.queued" as const;

  it("carries what is stuck still, each night, and nothing that has ended", () => {
    const nights = truthOfNights(3, worldWith([jobOf("c1", 19, waiting), failedJob("c2", 19, "Bad")]));
    const carried = [{ jobId: "c1", night: "2026-11-19", verdict: stuck }];
    expect(nights.map((night) => night.carried)).toEqual([[], carried, carried]);
    expect(nights.flatMap(({ amendments }) => amendments)).toEqual([]);
  });

  it("amends once, in the night that learns it, what each job became", () => {
    const later = { endedAt: at(20, "09:00") };
    const hidden = "<DigitalWatermark><State>Failed</State></DigitalWatermark>";
    const nights = truthOfNights(
      3,
      worldWith([
        failedJob("c1", 19, "Bad", later),
        jobOf("c2", 19, later),
        jobOf("c3", 19, { ...later, outcome: "Cancel", startedAt: null }),
        jobOf("c4", 19, { ...later, operationXml: hidden }),
        jobOf("c5", 19, { ...waiting, forgottenAt: at(20, "09:00") }),
        jobOf("c6", 19, { ...running, startedAt: at(20, "09:00") }),
        jobOf("c7", 19, { startedAt: at(20, "09:00"), endedAt: null, outcome: "Archived" }),
      ]),
    );
    const head = { night: "2026-11-19" };
    expect(nights.map(({ amendments }) => amendments)).toEqual([
      [],
      [
        { ...head, jobId: "c1", change: "ended", state: "Failed", verdict: "failed" },
        { ...head, jobId: "c2", change: "ended", state: "Success", verdict: null },
        { ...head, jobId: "c3", change: "ended", state: "Cancel", verdict: null },
        { ...head, jobId: "c4", change: "ended", state: "Success", verdict: "hidden-failure" },
        { ...head, jobId: "c5", change: "vanished", state: "Submitted", verdict: "vanished" },
        { ...head, jobId: "c6", change: "changed", state: "Running", verdict: "stuck.running" },
        { ...head, jobId: "c7", change: "changed", state: "Archived", verdict: "unrecognised" },
      ],
      [],
    ]);
    const open = [
      { ...head, jobId: "c6", verdict: "stuck.running" },
      { ...head, jobId: "c7", verdict: "unrecognised" },
    ];
    expect(nights.map(({ carried }) => carried)).toEqual([[], open, open]);
  });

  it("follows a job that is not stuck yet when its state changes", () => {
    const job = jobOf("c1", 19, { ...running, startedAt: at(21, "01:30") });
    const [, second, third] = truthOfNights(3, worldWith([job]));
    expect(second?.amendments).toEqual([
      { jobId: "c1", night: "2026-11-19", change: "changed", state: "Running", verdict: null },
    ]);
    expect(second?.carried).toEqual([]);
    expect(third?.carried).toEqual([{ jobId: "c1", night: "2026-11-19", verdict: "stuck.running" }]);
  });

  it("holds what waits in a paused queue until it is resumed", () => {
    const job = jobOf("c1", 19, { startedAt: at(21, "09:00"), endedAt: at(21, "09:01") });
    const world = worldWith([job]);
    const [bucket] = world.buckets;
    const queues = bucket?.queues.map((queue) => ({
      ...queue,
      changes: [
        { at: at(19, "11:00"), state: "Paused" as const },
        { at: at(21, "08:00"), state: "Active" as const },
      ],
    }));
    const nights = truthOfNights(3, { buckets: [{ ...bucket, queues } as (typeof world.buckets)[number]] });
    expect(nights[0]?.findings).toEqual([{ jobId: "c1", verdict: "held" }]);
    expect(nights[1]?.carried).toEqual([{ jobId: "c1", night: "2026-11-19", verdict: "held" }]);
    expect(nights[2]?.amendments).toMatchObject([{ change: "ended", state: "Success", verdict: null }]);
    expect(nights.map(({ queues: changed }) => changed)).toEqual([[], [], [{ queueId: "p1", change: "resumed" }]]);
    expect(nights.map(({ worse }) => worse)).toEqual([0, 0, 0]);
  });
});

describe("truthOfSeries, of inputs", () => {
  const input = { inputObject: "same.jpg", rule: "imageMogr2/rotate/90" };

  it("tells what failed again, and what recovered and did not fail besides", () => {
    const nights = truthOfNights(
      3,
      worldWith([
        failedJob("c1", 19, "Bad", input),
        failedJob("c2", 19, "Bad", { inputObject: "other.jpg" }),
        failedJob("c3", 20, "Worse", input),
        jobOf("c4", 20, { ...input, createdAt: at(20, "13:00"), endedAt: at(20, "13:01") }),
        jobOf("c5", 20, { inputObject: "other.jpg" }),
        jobOf("c6", 21, input),
      ]),
    );
    expect(nights.map(({ failedAgain }) => failedAgain)).toEqual([[], ["c3"], []]);
    expect(nights.map(({ recovered }) => recovered)).toEqual([[], ["c5"], ["c6"]]);
  });

  it("counts a late failure as the failure of the night that learns it", () => {
    const late = { endedAt: at(20, "09:00"), rule: input.rule };
    const nights = truthOfNights(
      3,
      worldWith([
        failedJob("c1", 19, "Bad", { ...late, inputObject: "late.jpg" }),
        failedJob("c2", 19, "Bad", { ...late, inputObject: "twice.jpg" }),
        failedJob("c3", 19, "Bad", { ...late, inputObject: "twice.jpg", endedAt: at(19, "10:00") }),
        jobOf("c4", 20, { ...input, inputObject: "late.jpg" }),
        jobOf("c5", 21, { ...input, inputObject: "late.jpg" }),
        failedJob("c6", 21, "Bad", { ...input, inputObject: "twice.jpg" }),
      ]),
    );
    expect(nights.map(({ failedAgain }) => failedAgain)).toEqual([[], ["c2"], ["c6"]]);
    expect(nights.map(({ recovered }) => recovered)).toEqual([[], [], ["c5"]]);
  });

  it("takes no other tag, template, rule or place for the same work, and no job without an input", () => {
    const hidden = "<DigitalWatermark><State>Failed</State></DigitalWatermark>";
    const [, second] = truthOfNights(
      2,
      worldWith([
        failedJob("c1", 19, "Bad", input),
        failedJob("c2", 19, "Bad", { inputObject: "" }),
        jobOf("c3", 20, { ...input, tag: "ImageInspect" }),
        jobOf("c4", 20, { ...input, rule: null, templateId: "t1" }),
        jobOf("c5", 20, { ...input, rule: "imageMogr2/rotate/180" }),
        jobOf("c6", 20, { ...input, objectsIn: { bucket: "else-1250000000", region: "ap-beijing" } }),
        jobOf("c7", 20, { inputObject: "" }),
        jobOf("c8", 20, { ...input, operationXml: hidden }),
        jobOf("c9", 20, { ...input, ...waiting }),
      ]),
    );
    expect(second).toMatchObject({ failedAgain: [], recovered: [] });
  });

  it("does not look behind the night before", () => {
    const [, , third] = truthOfNights(3, worldWith([failedJob("c1", 19, "Bad", input), jobOf("c2", 21, input)]));
    expect(third?.recovered).toEqual([]);
  });
});

describe("truthOfSeries, of what got worse", () => {
  it("counts new groups where there was a night before, outcomes by scope, and queues", () => {
    const late = { endedAt: at(20, "09:00") };
    const [first, second] = truthOfNights(
      2,
      worldWith([
        failedJob("c1", 19, "Bad"),
        failedJob("c2", 19, "Bad", late),
        failedJob("c3", 19, "Worse", late),
        failedJob("c4", 19, "Bad", { ...late, tag: "ImageInspect" }),
        jobOf("c5", 19, { ...waiting, forgottenAt: at(20, "09:00") }),
        jobOf("c6", 19, late),
        failedJob("c7", 20, "Bad"),
        failedJob("c8", 20, "Worse"),
        failedJob("c9", 20, "Worse", { tag: "ImageInspect" }),
      ]),
    );
    expect(first?.worse).toBe(0);
    // Two groups, failures of carried jobs in two scopes, one job that vanished.
    expect(second?.worse).toBe(5);
    expect(second?.groups).toContainEqual({
      ...{ scope, kind: "Worse", state: "new", before: 0, after: 1 },
      jobIds: ["c8"],
    });
  });
});
