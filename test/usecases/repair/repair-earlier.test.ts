/** Open jobs of earlier nights that could not be seen again, seen by a repair. */

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { auditAt, cloudAt, dateOf, type History, settled } from "../audit/histories.ts";
import { answerOf, expectSound } from "./a-repair.ts";

import { crowd, down, earlierOf, jobs, repairSecond, started, twoNights, waiting } from "./earlier-nights.ts";

describe("repairNight(), of earlier nights", () => {
  it("sees the jobs again that were not seen, and tells what an audit would have told that saw them", async () => {
    const whole = await twoNights({});
    const { store, night } = await twoNights({ failLookups: () => down });
    expect(night.manifest.holes).toMatchObject([{ cause: "network", queueId: "p1" }]);
    expect(earlierOf(store, night).carried.map(({ seen }) => seen)).toContain(false);
    const { after, left, read } = await repairSecond(store);
    expect({ left, read }).toEqual({ left: [], read: { scopes: 0, windows: 0, listed: false, rechecked: true } });
    expect(answerOf(after)).toEqual(answerOf(whole.night));
    expectSound(store, after);
  });

  it("asks for the jobs in the hole alone, and keeps what was told of the others", async () => {
    const { store, night } = await twoNights({ failLookups: ({ ids }) => (ids.includes("waiting") ? down : null) });
    const before = earlierOf(store, night);
    expect(before.amendments.map(({ jobId }) => jobId)).toEqual(["slow", "started"]);
    const hour = settled(2) + 12;
    const { after, left } = await repairSecond(store, {
      hour,
      failLookups: ({ ids }) => (ids.includes("waiting") ? null : down),
    });
    expect(left).toEqual([]);
    const now = earlierOf(store, after);
    expect(now.amendments).toEqual(before.amendments);
    expect(now.carried.map(({ jobId, seen }) => [jobId, seen])).toEqual([
      ["started", true],
      ["waiting", true],
    ]);
  });

  it("tells one amendment of a job that changed once more, from what it was before the night", async () => {
    const inOneSecond = [...crowd, started, { ...waiting, created: 1.2 }];
    const trouble: FakeCiOptions = { failLookups: ({ ids }) => (ids.includes("waiting") ? down : null) };
    const { store } = await twoNights(trouble, {}, inOneSecond);
    const { after, left } = await repairSecond(store, { hour: 62, of: inOneSecond });
    expect(left).toEqual([]);
    const { amendments, carried } = earlierOf(store, after);
    expect(amendments).toMatchObject([
      { jobId: "started", change: "ended", state: "Success", was: { state: "Submitted", startedAt: null } },
    ]);
    expect(carried.map(({ jobId }) => jobId)).toEqual(["waiting"]);
  });

  it("keeps a job as it was seen where it cannot be seen any more", async () => {
    const inOneSecond = [...crowd, started, { ...waiting, created: 1.2 }];
    const { store, night } = await twoNights(
      { failLookups: ({ ids }) => (ids.includes("waiting") ? down : null) },
      {},
      inOneSecond,
    );
    const { after, left } = await repairSecond(store, {
      of: inOneSecond,
      failLookups: ({ ids }) => (ids.includes("started") ? down : null),
    });
    expect(earlierOf(store, night).carried.map(({ jobId, seen }) => [jobId, seen])).toEqual([
      ["started", true],
      ["waiting", false],
    ]);
    expect(earlierOf(store, after).carried.map(({ jobId, seen }) => [jobId, seen])).toEqual([
      ["started", true],
      ["waiting", true],
    ]);
    expect(left).toMatchObject([{ cause: "network" }]);
  });

  it("goes on with look-ups that were spent", async () => {
    const change = { maxLookups: 1 };
    const { store, night } = await twoNights({}, change);
    expect(night.manifest.holes).toMatchObject([
      { cause: "lookups-spent", detail: expect.stringMatching(/^2 open jobs/) },
    ]);
    const { after, left } = await repairSecond(store, {}, { maxLookups: 9 });
    expect(left).toEqual([]);
    expect(answerOf(after)).toEqual(answerOf((await twoNights({})).night));
  });

  it("sees the jobs of a report again that could not be read", async () => {
    const store = memoryStore();
    const { result } = await auditAt(store, { night: 1 }, cloudAt(settled(1), jobs));
    const [open] = result.manifest.files.filter(({ dataset }) => dataset === "open").map(({ key }) => key);
    const bytes = store.objects.get(open ?? "") ?? Buffer.from("");
    store.objects.delete(open ?? "");
    const damaged = await auditAt(store, { night: 2 }, cloudAt(settled(2), jobs));
    expect(damaged.result.manifest.holes).toMatchObject([{ cause: "report-damaged" }]);
    const still = await repairSecond(store);
    expect([still.after.key, still.left]).toEqual([damaged.result.key, damaged.result.manifest.holes]);
    store.objects.set(open ?? "", bytes);
    const { after, left } = await repairSecond(store);
    expect(left).toEqual([]);
    expect(answerOf(after)).toEqual(answerOf((await twoNights({})).night));
  });

  it("keeps a hole whose night's report is gone", async () => {
    const { store, night } = await twoNights({ failLookups: () => down });
    for (const key of store.objects.keys()) if (key.includes(dateOf(1))) store.objects.delete(key);
    const { after, left } = await repairSecond(store);
    expect([after.key, left]).toEqual([night.key, night.manifest.holes]);
  });

  it("ends in the rows of an audit that saw every job, whatever failed on the way", async () => {
    const failing =
      (seed: number): NonNullable<FakeCiOptions["failLookups"]> =>
      ({ ids }) =>
        ids.some((id) => (id.length * 7 + id.charCodeAt(id.length - 1) * seed) % 3 === 0) ? down : null;
    const many = [
      ...crowd,
      ...Array.from({ length: 8 }, (_, index): History => {
        const ended = index % 3 === 0 ? 30 + index : null;
        return { id: `s${index}`, created: 1 + Math.floor(index / 2) / 4, started: index % 2 === 0 ? 2 : null, ended };
      }),
    ];
    const expected = answerOf((await twoNights({}, {}, many)).night);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 3 }), async ([first = 0, ...seeds]) => {
        const { store, night } = await twoNights({ failLookups: failing(first) }, {}, many);
        let newest: CommittedNight = night;
        for (const seed of seeds) {
          newest = (await repairSecond(store, { of: many, failLookups: failing(seed) })).after;
          expectSound(store, newest);
        }
        const { after, left } = await repairSecond(store, { of: many });
        expect(left).toEqual([]);
        expect(answerOf(after)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});
