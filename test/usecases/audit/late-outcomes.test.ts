/** Open jobs of earlier nights, seen again night after night until they end. */

import { describe, expect, it } from "vitest";
import { auditPlanned, makePlan } from "../../../lib/usecases/audit/audit-night.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aQueue, midnight } from "../../fakes/samples.ts";
import { aRequest, dayMs } from "./a-night.ts";
import { auditAt, bucket, cloudAt, dateOf, hourMs, settled } from "./histories.ts";
import { crowd, nightsOf, secondNight, slow, told, waiting } from "./late-nights.ts";
import { keysOf } from "./stored.ts";

describe("auditNight(), of jobs that were open the night before", () => {
  it("amends the night of one that ended, and carries one that is stuck still", async () => {
    const { at } = await nightsOf([slow, waiting], 3);
    expect([at(1).amendments, at(1).carried]).toEqual([[], []]);
    expect(told(at(2).amendments)).toEqual(["2026-11-21 slow failed"]);
    expect(at(2).amendments[0]).toMatchObject({ change: "ended", was: { state: "Running" }, code: "Timeout" });
    expect(told(at(2).carried)).toEqual(["2026-11-21 waiting stuck.queued"]);
    expect(at(3).amendments).toEqual([]);
    expect(told(at(3).carried)).toEqual(["2026-11-21 waiting stuck.queued"]);
    expect(at(3).ci.lookups.map(({ ids }) => ids)).toEqual([["waiting"]]);
    expect(at(3).result.manifest.status).toBe("complete");
  });

  it("names the nights that it heeded", async () => {
    const { at } = await nightsOf([], 3);
    expect(at(1).result.manifest.inputs).toEqual([]);
    expect(at(3).result.manifest.inputs).toEqual(
      [1, 2].map((night) => ({ night: dateOf(night), manifest: at(night).result.commit.manifest })),
    );
  });

  it("tells of one that vanished, once, and asks for it no more", async () => {
    const { at } = await nightsOf([{ ...waiting, forgotten: 30 }], 3);
    expect(told(at(2).amendments)).toEqual(["2026-11-21 waiting vanished"]);
    expect([at(3).amendments, at(3).ci.lookups]).toEqual([[], []]);
  });

  it("does not learn twice what a night after it has learned", async () => {
    const store = memoryStore();
    const auditLate = (night: number, hour: number) =>
      auditAt(
        store,
        { night, hour },
        cloudAt(hour, [...crowd, slow, waiting, { id: "second", created: 30, ended: 74 }]),
      );
    await auditLate(1, settled(1));
    expect(told((await auditLate(3, settled(3))).amendments)).toEqual(["2026-11-21 slow failed"]);
    const second = await auditLate(2, settled(3) + 0.5);
    expect(second.amendments).toEqual([]);
    expect(second.open.map(({ jobId }) => jobId)).toEqual([]);
    expect(told(second.carried)).toEqual(["2026-11-21 waiting stuck.queued"]);
    expect(second.ci.lookups.map(({ ids }) => ids)).toEqual([["waiting"]]);
    const inputs = second.result.manifest.inputs.map(({ night }) => night);
    expect(inputs).toEqual(["2026-11-21", "2026-11-23"]);
    expect((await auditLate(4, settled(4))).amendments).toEqual([]);
  });

  it("does not learn twice what a night after it has learned, though settle has become longer", async () => {
    const store = memoryStore();
    const histories = [...crowd, slow];
    await auditAt(store, { night: 1 }, cloudAt(settled(1), histories));
    await auditAt(store, { night: 3 }, cloudAt(settled(3), histories));
    const hour = settled(3) + 0.5;
    const second = await auditAt(store, { night: 2, hour }, cloudAt(hour, histories), { settleMs: 12 * hourMs });
    expect([second.amendments, second.ci.lookups]).toEqual([[], []]);
  });

  it("holds what waits in a queue that is paused now", async () => {
    const paused = { queues: { [bucket]: [aQueue({ queueId: "p1", state: "Paused" })] } };
    expect(told((await secondNight([waiting], paused)).carried)).toEqual(["2026-11-21 waiting held"]);
  });

  it("reads the list again where much of it is open", async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ id: `m${index}`, created: 1 + index / 60, ended: 30 }));
    const { ci, amendments } = await secondNight(many, {});
    expect(amendments).toHaveLength(30);
    expect(ci.lookups).toEqual([]);
  });

  it("asks by id for what stands under another queue in the list now", async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ id: `m${index}`, created: 1 + index / 60, ended: 30 }));
    const { store } = await nightsOf(many, 1);
    const ci = cloudAt(settled(2), [...crowd, ...many]);
    const [first] = ci.jobs.splice(60, 1);
    if (first !== undefined) ci.jobs.push({ ...first, job: { ...first.job, queueId: "p9" } });
    const { amendments, result } = await auditAt(store, { night: 2 }, ci);
    expect(ci.lookups.map(({ ids }) => ids)).toEqual([["m0"]]);
    expect(amendments).toHaveLength(30);
    expect(amendments[0]).toMatchObject({ jobId: "m0", queueId: "p1" });
    expect(result.manifest.status).toBe("complete");
  });

  it("lets go of a scope that settings do not ask for any more", async () => {
    const excluded = [{ bucket, queueId: "p1", reason: "removed" }];
    const { ci, carried } = await secondNight([waiting], {}, { excluded });
    expect([ci.lookups, carried]).toEqual([[], []]);
  });
});

describe("auditNight(), of jobs that stay open", () => {
  it("notes those that grow too old, and asks for them no more", async () => {
    const more = { ...waiting, id: "more", created: 3, tag: "ImageInspect" };
    const again = { ...waiting, id: "again", created: 20 };
    const ending = { id: "ending", created: 10, started: 11, ended: 60 };
    const { at } = await nightsOf([waiting, more, again, ending], 5, { openMaxAgeNights: 2 });
    const notes = (night: number) => at(night).result.manifest.notes.map(({ tag, note }) => `${tag}: ${note}`);
    const rest = "older than openMaxAge and will not be asked for again";
    expect([notes(2), notes(3)]).toEqual([[], []]);
    expect(notes(4)).toEqual([
      `ImageInspect: 1 open job of 2026-11-21 is ${rest}`,
      `PicProcess: 2 open jobs of 2026-11-21 are ${rest}`,
    ]);
    expect(at(3).carried).toHaveLength(3);
    expect([at(4).ci.lookups, at(4).carried, at(4).result.manifest.status]).toEqual([[], [], "complete"]);
    expect(notes(5)).toEqual([]);
  });

  it("notes them when the night that was to see them last was not audited", async () => {
    const { store } = await nightsOf([waiting], 7);
    const { result, carried } = await auditAt(store, { night: 9 }, cloudAt(settled(9), [...crowd, waiting]));
    expect([result.manifest.notes.map(({ note }) => note.slice(0, 27)), carried]).toEqual([
      ["1 open job of 2026-11-21 is"],
      [],
    ]);
  });

  it("notes them when openMaxAge became shorter", async () => {
    const { store } = await nightsOf([waiting, { ...waiting, id: "second", created: 30 }], 4);
    const fifth = cloudAt(settled(5), [...crowd, waiting]);
    const { result, carried } = await auditAt(store, { night: 5 }, fifth, { openMaxAgeNights: 2 });
    expect([result.manifest.notes.map(({ note }) => note.slice(0, 27)), carried]).toEqual([
      ["1 open job of 2026-11-21 is", "1 open job of 2026-11-22 is"],
      [],
    ]);
  });
});

describe("auditPlanned()", () => {
  it("looks at a span of its own and commits it elsewhere, next to nothing", async () => {
    const { store } = await nightsOf([waiting], 1);
    const elsewhere = memoryStore();
    const request = aRequest({ name: { family: "pic", date: dateOf(2) } });
    const now = midnight + dayMs + 8 * hourMs;
    const ci = cloudAt(32, [waiting, { id: "fresh", created: 31, ended: 31.5, outcome: "Failed" }]);
    const clock = manualClock(now);
    const { signal } = new AbortController();
    const plan = await makePlan({ store, clock }, request, signal);
    expect(plan.inputs.map(({ manifest }) => manifest.night)).toEqual(["2026-11-21"]);
    const look = { ...plan, span: { from: now - 2 * hourMs, to: now }, asOf: now, inputs: [] };
    const producer = { name: "job-audit", version: "0.1.0" };
    const deps = { ci, store: elsewhere, clock, producer, onProgress: () => {} };
    const before = keysOf(store);
    const { manifest } = await auditPlanned(deps, request, look, signal);
    expect(manifest).toMatchObject({ jobs: 1, byVerdict: { failed: 1 }, inputs: [], asOf: "2026-11-22T00:00:00.000Z" });
    expect(keysOf(store)).toEqual(before);
    expect(ci.lookups).toEqual([]);
  });
});
