import { describe, expect, it } from "vitest";
import { buildSeries } from "../../../emulator/scenario/build-series.ts";
import { createSeries } from "../../../emulator/scenario/read-series.ts";
import type { NightInput, SeriesInput } from "../../../emulator/scenario/series.ts";
import { truthOf } from "../../../emulator/scenario/truth.ts";
import { truthOfSeries } from "../../../emulator/scenario/truth-of-series.ts";
import type { EmulatedJob, World } from "../../../emulator/world.ts";
import { at } from "./hand-made-series.ts";
import { hourMs, jobsOf, queuesOf } from "./small-scenario.ts";

const nineteenth = { night: "2026-11-19" };
const twentieth = { night: "2026-11-20" };

const base: Omit<SeriesInput, "nights"> = {
  jobs: 400,
  buckets: [
    { name: "photos-1250000000", region: "ap-chongqing", queues: [{ name: "thumbs", weight: 3 }, { name: "archive" }] },
  ],
  failures: [{ code: "Bad", messages: ["bad {uuid}", "bad {int:1-9}"], share: 0.1, tags: ["PicProcess"] }],
};

function play(nights: readonly NightInput[], parts: Partial<SeriesInput> = {}) {
  const series = createSeries({ ...base, ...parts, nights }, "the test");
  const world = buildSeries(series, 1);
  return { series, world, truths: truthOfSeries(series, world) };
}

function createdOn(world: World, day: number): readonly EmulatedJob[] {
  return jobsOf(world).filter(({ createdAt }) => createdAt >= at(day, "00:00") && createdAt < at(day + 1, "00:00"));
}

describe("buildSeries", () => {
  it("puts the jobs of every night into one world, in order of creation, and no id twice", () => {
    const { world, series, truths } = play([nineteenth, { ...twentieth, jobs: 300 }]);
    expect([18, 19, 20, 21].map((day) => createdOn(world, day).length)).toEqual([20, 400, 300, 20]);
    for (const { jobs } of queuesOf(world)) {
      const times = jobs.map(({ createdAt }) => createdAt);
      expect(times).toEqual([...times].sort((one, other) => one - other));
    }
    expect(new Set(jobsOf(world).map(({ jobId }) => jobId)).size).toBe(740);
    expect(truths.map(({ jobs }) => jobs)).toEqual([400, 300]);
    for (const [index, { scenario }] of series.nights.entries()) {
      const { jobs, states, findings } = truthOf(scenario, world);
      expect(truths[index]).toMatchObject({ jobs, states, findings });
    }
  });

  it("is the same for the same seed, and another for another", () => {
    const nights = [nineteenth, { ...twentieth, retried: [{ share: 0.5 }] }];
    expect(play(nights).world).toEqual(play(nights).world);
    const { series, world } = play(nights);
    expect(buildSeries(series, 2)).not.toEqual(world);
  });

  it("leaves the jobs of a night as they were when another changes", () => {
    const calm = play([nineteenth, twentieth]).world;
    const stormy = play([{ ...nineteenth, jobs: 500, cancelled: 0.5 }, twentieth]).world;
    expect(createdOn(stormy, 20)).toEqual(createdOn(calm, 20));
    expect(createdOn(stormy, 19)).not.toEqual(createdOn(calm, 19));
    const retrying = play([nineteenth, { ...twentieth, retried: [{ share: 1 }] }]).world;
    const ids = new Set(createdOn(calm, 20).map(({ jobId }) => jobId));
    expect(createdOn(retrying, 20).filter(({ jobId }) => ids.has(jobId))).toEqual(createdOn(calm, 20));
  });

  it("gives no two jobs the same input", () => {
    const inputs = jobsOf(play([nineteenth, twentieth]).world)
      .map(({ inputObject }) => inputObject)
      .filter((input) => input !== "");
    expect(new Set(inputs).size).toBe(inputs.length);
  });

  it("starts what waited in a paused queue when it is resumed, and lets it succeed", () => {
    const { world, truths } = play([
      { ...nineteenth, events: [{ queue: "archive", at: "12:00", state: "Paused" }] },
      { ...twentieth, events: [{ queue: "archive", at: "08:30", state: "Active" }] },
      { night: "2026-11-21" },
    ]);
    const resumed = at(20, "08:30");
    const [, archive] = queuesOf(world);
    const held = archive?.jobs.filter(({ createdAt, startedAt }) => (startedAt ?? 0) - createdAt > 600_000) ?? [];
    expect(held.length).toBeGreaterThan(40);
    for (const { startedAt, outcome } of held) {
      expect(outcome).toBe("Success");
      expect((startedAt ?? 0) - resumed).toBeGreaterThanOrEqual(0);
      expect((startedAt ?? 0) - resumed).toBeLessThanOrEqual(600_000);
    }
    const heldOf19 = truths[0]?.findings.filter(({ verdict }) => verdict === "held") ?? [];
    const waits = held.filter(({ createdAt }) => createdAt < at(20, "00:00")).map(({ jobId }) => jobId);
    expect(heldOf19.map(({ jobId }) => jobId)).toEqual(waits.sort());
    expect(truths[1]?.amendments).toMatchObject(waits.map((jobId) => ({ jobId, change: "ended", state: "Success" })));
    expect(truths.map(({ queues }) => queues.map(({ change }) => change))).toEqual([[], ["resumed"], []]);
  });

  it("keeps to when a queue is there", () => {
    const buckets: SeriesInput["buckets"] = [
      { name: "photos-1250000000", region: "ap-chongqing", queues: ["old", "new", "usual"].map((name) => ({ name })) },
    ];
    const { world, truths } = play(
      [
        { ...nineteenth, events: [{ queue: "new", at: "18:00", exists: true }] },
        { ...twentieth, events: [{ queue: "old", at: "06:00", exists: false }] },
      ],
      { buckets },
    );
    const [old, fresh] = queuesOf(world);
    expect(fresh?.createdAt).toBe(at(19, "18:00"));
    expect(old?.deletedAt).toBe(at(20, "06:00"));
    expect(Math.min(...(fresh?.jobs ?? []).map(({ createdAt }) => createdAt))).toBeGreaterThanOrEqual(at(19, "18:00"));
    expect(Math.max(...(old?.jobs ?? []).map(({ createdAt }) => createdAt))).toBeLessThan(at(20, "06:00"));
    expect(truths[1]?.queues).toEqual([{ queueId: old?.queueId, change: "gone" }]);
  });

  it("changes callbacks and limits when told", () => {
    const callback = { url: "https://hooks.example.com/ci" };
    const { world } = play([
      {
        ...nineteenth,
        events: [
          { queue: "thumbs", at: "10:00", callback },
          { queue: "thumbs", at: "11:00", callback: null, maxSize: 7, maxConcurrent: 2 },
        ],
      },
    ]);
    expect(queuesOf(world)[0]?.changes).toEqual([
      {
        at: at(19, "10:00"),
        notify: { ...callback, state: "On", event: "TaskFinish,WorkflowFinish", type: "Url", resultFormat: "JSON" },
      },
      {
        at: at(19, "11:00"),
        maxSize: 7,
        maxConcurrent: 2,
        notify: { state: "Off", url: "", event: "", type: "", resultFormat: "" },
      },
    ]);
  });
});

describe("buildSeries, of what is tried again", () => {
  const away = { outside: { before: 0, after: 0 }, tags: { PicProcess: 1 } };

  it("submits a share of the failed once more, of which a share fails as before", () => {
    const retried = [{ share: 0.5, failAgain: 0.25, at: "10:00" }];
    const { world, truths } = play(
      [
        { ...nineteenth, failures: base.failures ?? [] },
        { ...twentieth, failures: [], retried },
      ],
      away,
    );
    const failed = new Map(
      createdOn(world, 19)
        .filter(({ code }) => code === "Bad")
        .map((job) => [job.inputObject, job]),
    );
    const again = createdOn(world, 20).filter(({ inputObject }) => failed.has(inputObject));
    expect([failed.size, again.length, createdOn(world, 20).length]).toEqual([40, 20, 420]);
    for (const job of again) {
      const { tag, templateId, rule, kind, message, code } = failed.get(job.inputObject) as EmulatedJob;
      expect(job).toMatchObject({ tag, templateId, rule });
      expect(Math.floor((job.createdAt - at(20, "10:00")) / hourMs)).toBe(0);
      if (job.outcome === "Failed") expect(job).toMatchObject({ kind, message, code });
    }
    expect(again.filter(({ outcome }) => outcome === "Failed")).toHaveLength(5);
    expect(again.filter(({ code, message, kind }) => code === "Success" && message === "" && !kind)).toHaveLength(15);
    expect([truths[1]?.failedAgain.length, truths[1]?.recovered.length]).toEqual([5, 15]);
  });

  it("keeps to codes, and to what its own night's audit tells of", () => {
    const late: NonNullable<NightInput["late"]>[number] = {
      ...{ share: 0.1, hangs: "running", becomes: "Failed", at: "09:00" },
      failure: { code: "Late", messages: ["late"] },
    };
    const alsoFailing = [{ code: "Worse", messages: ["worse"], share: 0.05 }];
    const triedOf = (retried: NightInput["retried"]) => {
      const nights = [
        { ...nineteenth, alsoFailing, late: [late] },
        { ...twentieth, failures: [], retried: retried ?? [] },
      ];
      const { truths, world } = play(nights, { ...away, outside: { before: 50, after: 0 } });
      const tried = createdOn(world, 20).length - 400;
      expect(truths[1]?.recovered).toHaveLength(tried);
      return tried;
    };
    expect(triedOf([{ share: 1, codes: ["Worse"] }])).toBe(20);
    expect(triedOf([{ share: 1 }])).toBe(60);
    expect(triedOf([])).toBe(0);
  });

  it("tries no poster again, nothing in a queue that is gone, and holds what comes into a paused one", () => {
    const posters = {
      ...away,
      tags: { PosterProduction: 1 },
      failures: [{ code: "Bad", messages: ["bad"], share: 0.1 }],
    };
    const retried = [{ share: 1, failAgain: 1, at: "10:00" }];
    const countOn20 = (events: NightInput["events"], parts: Partial<SeriesInput>) =>
      createdOn(play([nineteenth, { ...twentieth, events: events ?? [], retried, failures: [] }], parts).world, 20);
    expect(countOn20([], posters)).toHaveLength(400);
    const gone = countOn20([{ queue: "archive", at: "09:00", exists: false }], away).length;
    expect(gone).toBeGreaterThan(415);
    expect(gone).toBeLessThan(440);
    const paused = ["thumbs", "archive"].map((queue) => ({ queue, at: "09:00", state: "Paused" as const }));
    const held = countOn20(paused, away).filter(({ createdAt }) => createdAt >= at(20, "10:00"));
    expect(held.length).toBeGreaterThan(40);
    expect(new Set(held.map(({ outcome, code, kind }) => `${outcome} ${code} ${kind}`))).toEqual(
      new Set(["Pause Success undefined"]),
    );
  });
});
