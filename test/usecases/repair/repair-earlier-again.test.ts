/** Open jobs of earlier nights that are sought night after night, or that other nights tell of too. */

import { describe, expect, it } from "vitest";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { dayMs } from "../audit/a-night.ts";
import { auditAt, cloudAt, dateOf, type History, hourMs, settled } from "../audit/histories.ts";
import { repair } from "./a-repair.ts";

import { crowd, down, earlierOf, few, jobs, repairSecond, started, twoNights, waiting } from "./earlier-nights.ts";

describe("repairNight(), of earlier nights, again", () => {
  it("commits nothing where it learns nothing, however often jobs are seen as they were", async () => {
    const hanging = ["a", "b", "c"].map((id, index) => ({ id, created: 1 + index / 1_000, ended: null }));
    const of = [...crowd, ...hanging];
    const failLookups: FakeCiOptions["failLookups"] = ({ ids }) => (ids.includes("b") ? null : down);
    const { store, night } = await twoNights({ failLookups }, {}, of);
    expect(earlierOf(store, night).carried.map(({ jobId, seen }) => [jobId, seen])).toEqual([
      ["a", false],
      ["b", true],
      ["c", false],
    ]);
    const { after, left } = await repairSecond(store, { hour: settled(2) + 5, of, failLookups });
    expect([after.key, left]).toEqual([night.key, night.manifest.holes]);
  });

  it("commits nothing where it learns of a change again that was told", async () => {
    const inOneSecond = [...crowd, started, { ...waiting, created: 1.2 }];
    const trouble: FakeCiOptions = { failLookups: ({ ids }) => (ids.includes("waiting") ? down : null) };
    const { store } = await twoNights(trouble, {}, inOneSecond);
    const first = await repairSecond(store, { hour: 62, of: inOneSecond, ...trouble });
    expect(first.after.commit.revision).toBe(2);
    const second = await repairSecond(store, { hour: 63, of: inOneSecond, ...trouble });
    expect(second.after.key).toBe(first.after.key);
  });

  it("asks for every job in the end where look-ups are few", async () => {
    const hanging = Array.from(
      { length: 9 },
      (_, index): History => ({ id: `h${index}`, created: 1 + index / 20, ended: null }),
    );
    const of = [...crowd, ...few, ...hanging];
    const { store } = await twoNights({}, { maxLookups: 3 }, of);
    for (const spent of [3, 0]) {
      const { left } = await repairSecond(store, { of }, { maxLookups: 3 });
      expect(left.map(({ detail }) => Number.parseInt(detail, 10))).toEqual(spent === 0 ? [] : [spent]);
    }
    const { carried } = earlierOf(store, (await repairSecond(store, { of })).after);
    expect(carried.map(({ seen }) => seen)).toEqual(hanging.map(() => true));
  });

  it("asks for others another day, where there is nothing to be told of those it asked for", async () => {
    const young = Array.from(
      { length: 9 },
      (_, index): History => ({ id: `y${index}`, created: 1 + index / 20, ended: null }),
    );
    const of = [...crowd, ...few, ...young];
    const thresholdsOf = () => ({ queuedAfterMs: 9 * dayMs, runningAfterMs: 9 * dayMs });
    const change = { maxLookups: 3, thresholdsOf };
    const store = memoryStore();
    await auditAt(store, { night: 1 }, cloudAt(settled(1), of));
    await auditAt(store, { night: 3 }, cloudAt(settled(3), of), change);
    const revisions: number[] = [];
    for (const day of [0, 1, 2, 3]) {
      const hour = settled(3) + 24 * day;
      const name = { family: "pic", date: dateOf(3) } as const;
      const request = { name, windowMs: 6 * hourMs, assumedRetentionMs: 100 * dayMs, ...change };
      const { after } = await repair(cloudAt(hour, of), store, request, midnight + hour * hourMs);
      revisions.push(after.commit.revision);
      if (day === 3) expect(after.manifest.status).toBe("complete");
    }
    expect(revisions).toEqual([1, 2, 3, 4]);
  });

  it("lists no job as not seen of which a later night tells that it ended", async () => {
    const { store, night } = await twoNights({ failLookups: () => down });
    expect(earlierOf(store, night).carried).toMatchObject([
      { jobId: "slow", seen: false },
      { jobId: "started", seen: false },
      { jobId: "waiting", seen: false },
    ]);
    const third = await auditAt(store, { night: 3 }, cloudAt(settled(3), jobs));
    expect(third.amendments.map(({ jobId, change }) => [jobId, change])).toEqual([
      ["slow", "ended"],
      ["started", "ended"],
    ]);
    const { after, left } = await repairSecond(store, { hour: settled(3) });
    expect(left).toEqual([]);
    expect(after.manifest.status).toBe("complete");
    const { carried, amendments } = earlierOf(store, after);
    expect(carried.map(({ jobId, seen }) => [jobId, seen])).toEqual([["waiting", true]]);
    expect(amendments).toEqual([]);
  });

  it("keeps what it saw, though a later night tells that it ended since", async () => {
    const { store } = await twoNights({ failLookups: ({ ids }) => (ids.includes("waiting") ? down : null) });
    await auditAt(store, { night: 3 }, cloudAt(settled(3), jobs));
    const { after, left } = await repairSecond(store, { hour: settled(3) });
    expect(left).toEqual([]);
    expect(earlierOf(store, after).carried.map(({ jobId, seen }) => [jobId, seen])).toEqual([
      ["started", true],
      ["waiting", true],
    ]);
  });

  it("names an earlier night as it was when its open jobs were seen, and a later one as it is", async () => {
    const store = memoryStore();
    const broken: FakeCiOptions = {
      failJobs: ({ request }) => (request.createdFrom > midnight + 6 * hourMs ? down : null),
    };
    const first = await auditAt(store, { night: 1 }, cloudAt(settled(1), jobs, broken));
    expect(first.result.manifest.status).toBe("incomplete");
    await auditAt(store, { night: 2 }, cloudAt(settled(2), jobs, { failLookups: () => down }));
    const name = { family: "pic", date: dateOf(1) } as const;
    const request = { name, assumedRetentionMs: 100 * dayMs, windowMs: 6 * hourMs };
    const second = await repair(cloudAt(settled(2), jobs), store, request, midnight + settled(2) * hourMs);
    expect(second.after.commit.revision).toBe(2);
    const third = await auditAt(store, { night: 3 }, cloudAt(settled(3), jobs));
    const { after } = await repairSecond(store, { hour: settled(3) });
    expect(after.manifest.inputs).toEqual([
      { night: dateOf(1), manifest: first.result.commit.manifest },
      { night: dateOf(3), manifest: third.result.commit.manifest },
    ]);
  });
});
