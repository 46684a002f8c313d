import { describe, expect, it } from "vitest";
import type { NightTruth } from "../../../emulator/scenario/night-truth.ts";
import { makeQueue } from "../small-world.ts";
import { at, failedJob, jobOf, scope, truthOfNights, waiting, worldWith } from "./hand-made-series.ts";

function told(nights: readonly NightTruth[]): readonly (readonly string[])[] {
  return nights.map(({ groups }) =>
    groups.map(({ kind, state, before, after }) => `${kind} ${state} ${before} ${after}`),
  );
}

describe("truthOfSeries, of groups", () => {
  it("compares each night with the one before it", () => {
    const jobs = [
      ...["a1", "a2"].map((id) => failedJob(id, 19, "Kept")),
      failedJob("a3", 19, "Mended"),
      ...["b1", "b2"].map((id) => failedJob(id, 20, "Kept")),
      failedJob("b3", 20, "Begun"),
      failedJob("c1", 21, "Kept"),
      failedJob("c2", 21, "Begun"),
    ];
    expect(told(truthOfNights(3, worldWith(jobs)))).toEqual([
      ["Kept new null 2", "Mended new null 1"],
      ["Begun new 0 1", "Kept unchanged 2 2", "Mended absent 1 0"],
      ["Begun unchanged 1 1", "Kept updated 2 1"],
    ]);
  });

  it("names this night's jobs, and of what is absent those of the night before", () => {
    const [, second] = truthOfNights(2, worldWith([failedJob("a1", 19, "A"), failedJob("b1", 20, "B")]));
    expect(second?.groups.map(({ jobIds }) => jobIds)).toEqual([["a1"], ["b1"]]);
  });

  it("calls a group regressed after three nights without it, and new after two", () => {
    const back = (day: number) =>
      told(truthOfNights(day - 18, worldWith([failedJob("a", 19, "A"), failedJob("b", day, "A")]))).at(-1);
    expect([back(21), back(22), back(23), back(24)]).toEqual([
      ["A new 0 1"],
      ["A new 0 1"],
      ["A regressed 0 1"],
      ["A regressed 0 1"],
    ]);
    expect(truthOfNights(5, worldWith([failedJob("a", 19, "A"), failedJob("b", 23, "A")])).at(-1)?.worse).toBe(1);
  });

  it("keeps scopes apart, and one kind for every verdict but failures and unknown states", () => {
    const inside = "<DigitalWatermark><State>Failed</State></DigitalWatermark>";
    const jobs = [
      failedJob("c1", 19, "A"),
      failedJob("c2", 19, "A", { tag: "ImageInspect" }),
      jobOf("c3", 19, { outcome: "Failed", code: "NoKind" }),
      jobOf("c4", 19, { operationXml: inside, kind: "hidden-failure/watermark" }),
      jobOf("c5", 19, waiting),
      jobOf("c6", 19, { endedAt: null, outcome: "Running" }),
      jobOf("c7", 19, { endedAt: null, outcome: "Archived" }),
      jobOf("c8", 19, { endedAt: null, outcome: "Expired" }),
      jobOf("c9", 19, { outcome: "Expired" }),
    ];
    const [night] = truthOfNights(1, worldWith(jobs));
    expect(night?.groups.map(({ kind, scope: { tag }, jobIds }) => `${tag} ${kind} ${jobIds}`)).toEqual([
      "ImageInspect A c2",
      "PicProcess A c1",
      "PicProcess failed/NoKind c3",
      "PicProcess hidden-failure/watermark c4",
      "PicProcess stuck.queued c5",
      "PicProcess stuck.running c6",
      "PicProcess unrecognised/Archived c7",
      "PicProcess unrecognised/Expired c8,c9",
    ]);
    expect(night?.groups[1]?.scope).toEqual(scope);
  });
});

describe("truthOfSeries, of queues", () => {
  const hook = { url: "https://hooks.example.com/a", event: "e", type: "Url", resultFormat: "JSON" };
  const on = { state: "On" as const, ...hook };
  const off = { state: "Off" as const, url: "", event: "", type: "", resultFormat: "" };

  it("tells every change of a queue that the mornings show", () => {
    const changing = makeQueue({
      queueId: "p2",
      notify: on,
      changes: [
        { at: at(20, "10:00"), state: "Paused", notify: off, maxSize: 5 },
        { at: at(21, "10:00"), state: "Active", notify: on, maxConcurrent: 5 },
        { at: at(22, "10:00"), notify: { ...on, url: "https://hooks.example.com/b" } },
      ],
    });
    const nights = truthOfNights(4, worldWith([], changing));
    expect(nights.map(({ queues }) => queues.map(({ change }) => change))).toEqual([
      [],
      ["paused", "callback-off", "limits-changed"],
      ["resumed", "callback-on", "limits-changed"],
      ["callback-changed"],
    ]);
    expect(nights.map(({ worse }) => worse)).toEqual([0, 2, 0, 0]);
  });

  it("tells when one is new or gone, once", () => {
    const brief = makeQueue({ queueId: "p2", createdAt: at(20, "10:00"), deletedAt: at(21, "10:00") });
    const nights = truthOfNights(4, worldWith([], brief));
    expect(nights.map(({ queues }) => queues)).toEqual([
      [],
      [{ queueId: "p2", change: "new" }],
      [{ queueId: "p2", change: "gone" }],
      [],
    ]);
    // The queue, and its scopes of three tags.
    expect(nights.map(({ worse }) => worse)).toEqual([0, 0, 4, 0]);
  });

  it("has no baseline for a new queue, and calls nothing fixed in one that is gone", () => {
    const jobs = [
      failedJob("a1", 20, "A"),
      failedJob("b1", 21, "A"),
      jobOf("b2", 21, { inputObject: "a1.jpg" }),
      failedJob("c1", 22, "A", { createdAt: at(22, "09:00") }),
    ];
    const brief = makeQueue({ queueId: "p2", createdAt: at(20, "10:00"), deletedAt: at(22, "10:00"), jobs });
    const nights = truthOfNights(5, worldWith([], brief));
    expect(told(nights)).toEqual([
      [],
      ["A new null 1"],
      ["A unchanged 1 1"],
      ["A unknown 1 null"],
      ["A unknown 1 null"],
    ]);
    expect(nights.map(({ worse }) => worse)).toEqual([0, 0, 0, 4, 0]);
    expect(nights.map(({ jobs: count }) => count)).toEqual([0, 1, 2, 0, 0]);
    expect(nights.map(({ recovered }) => recovered)).toEqual([[], [], ["b2"], [], []]);
  });

  it("sees open jobs of a queue that is gone again", () => {
    const brief = makeQueue({ queueId: "p2", deletedAt: at(20, "10:00"), jobs: [jobOf("c1", 19, waiting)] });
    const [, second] = truthOfNights(2, worldWith([], brief));
    expect(second?.carried).toEqual([{ jobId: "c1", night: "2026-11-19", verdict: "stuck.queued" }]);
  });
});
