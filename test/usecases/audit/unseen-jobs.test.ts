/** Open jobs of earlier nights that cannot be seen again. */

import { describe, expect, it } from "vitest";
import { NetworkError, ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { auditAt, bucket, cloudAt, type History, region, settled } from "./histories.ts";
import { others, secondNight, slow, told, waiting } from "./late-nights.ts";
import { contentOf, keysOf } from "./stored.ts";

describe("auditNight(), when jobs cannot be seen again", () => {
  it("is incomplete, with a hole in an earlier night, and its scopes complete", async () => {
    const failLookups = () => new NetworkError("Cannot reach the service: reset");
    const { store, result, amendments, carried } = await secondNight([slow, waiting], { failLookups });
    const { status, holes, scopes } = result.manifest;
    expect([status, amendments]).toEqual(["incomplete", []]);
    expect(holes).toMatchObject([
      { ...{ region, bucket, queueId: "p1", tag: "PicProcess" }, from: "2026-11-20T17:00:00.000Z", cause: "network" },
    ]);
    expect(holes[0]?.to).toBe("2026-11-20T18:00:01.000Z");
    expect(holes[0]?.detail).toBe("2 open jobs of 2026-11-21 not seen again: Cannot reach the service: reset");
    expect(told(carried)).toEqual(["2026-11-21 slow stuck.running", "2026-11-21 waiting stuck.queued"]);
    expect(carried.map(({ seen }) => seen)).toEqual([false, false]);
    expect(scopes.every(({ complete }) => complete)).toBe(true);
    const third = await auditAt(store, { night: 3 }, cloudAt(settled(3), [slow, waiting]));
    expect(told(third.amendments)).toEqual(["2026-11-21 slow failed"]);
    expect(third.result.manifest.status).toBe("complete");
  });

  it("sees the others again, however many are refused for reasons of their own, night after night", async () => {
    const store = memoryStore();
    const refused = Array.from({ length: 40 }, (_, index) => ({ id: `p${index}`, created: 1, ended: null }));
    const late: History = { id: "z-late", created: 2, started: 2, ended: 30, outcome: "Failed" };
    const histories = [...others(500), ...refused, late];
    const gone = new ServiceError("no such job", { status: 404, serviceCode: "JobNotFound", requestId: null });
    const failLookups: FakeCiOptions["failLookups"] = ({ ids }) => (ids.some((id) => id.startsWith("p")) ? gone : null);
    await auditAt(store, { night: 1 }, cloudAt(settled(1), histories));
    const second = await auditAt(store, { night: 2 }, cloudAt(settled(2), histories, { failLookups }));
    expect(told(second.amendments)).toEqual(["2026-11-21 z-late failed"]);
    expect(second.carried.filter(({ seen }) => !seen)).toHaveLength(40);
    expect(second.result.manifest.holes).toHaveLength(1);
  });

  it("looks up no more jobs than maxLookups, in turns, and tells of those left out", async () => {
    const store = memoryStore();
    const many = Array.from({ length: 12 }, (_, index) => ({ id: `w${index + 10}`, created: 2, ended: null }));
    const asked: string[][] = [];
    for (let night = 1; night <= 4; night += 1) {
      const ci = cloudAt(settled(night), [...others(150), ...many]);
      const { result, carried } = await auditAt(store, { night }, ci, { maxLookups: 5 });
      asked.push(ci.lookups.flatMap(({ ids }) => ids));
      if (night === 1) continue;
      expect([result.manifest.status, carried.length]).toEqual(["incomplete", 12]);
      expect(carried.filter(({ seen }) => !seen)).toHaveLength(7);
      expect(result.manifest.holes).toMatchObject([
        {
          ...{ queueId: "p1", tag: "PicProcess", cause: "lookups-spent" },
          detail: "7 open jobs of 2026-11-21 not seen again: maxLookups allows no more look-ups",
        },
      ]);
    }
    expect(asked.map((ids) => ids.length)).toEqual([0, 5, 5, 5]);
    expect(new Set(asked.flat()).size).toBe(12);
  });

  it("makes few holes of many jobs that are refused", async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      id: `m${index}`,
      created: (index * 10) / 3_600,
      ended: null,
    }));
    const refusal = new ServiceError("Cannot look up", { status: 403, serviceCode: "AccessDenied", requestId: "r" });
    const { ci, result } = await secondNight([...many, ...others(1_000).map((each) => ({ ...each, created: 0.1 }))], {
      failLookups: () => refusal,
    });
    expect(result.manifest.holes).toMatchObject([{ from: "2026-11-20T16:00:00.000Z", to: "2026-11-20T16:16:31.000Z" }]);
    expect(ci.lookups.length).toBeLessThan(10);
  });

  it("keeps an answer that cannot be read", async () => {
    const failLookups = () => new ProtocolError("Cannot read it", { body: Buffer.from("<JobsDetail>") });
    const { store, result } = await secondNight([waiting], { failLookups });
    const [hole] = result.manifest.holes;
    expect(hole).toMatchObject({ cause: "undecodable", evidence: keysOf(store, /\/raw\//)[0] });
    expect(contentOf(store, hole?.evidence ?? "").toString()).toBe("<JobsDetail>");
  });

  it("commits nothing when a call fails for no reason of the service's", async () => {
    const defect = new TypeError("x is not a function");
    await expect(secondNight([waiting], { failLookups: () => defect })).rejects.toBe(defect);
  });
});
