import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import type { Queue } from "../../../lib/core/queue.ts";
import { runDoctor } from "../../../lib/usecases/doctor/run-doctor.ts";
import { depsOf, look, request, row } from "./visited.ts";

describe("runDoctor()", () => {
  it("tells each step before it begins, from what everything needs to what rests on it", async () => {
    const steps: string[] = [];
    const deps = { ...depsOf(), onStep: (step: string) => steps.push(step) };
    const results = await runDoctor(deps, request, new AbortController().signal);
    expect(steps).toEqual(results.map((result) => result.name));
    expect(steps.slice(0, 5)).toEqual([
      "credentials",
      "region ap-chongqing",
      "clock",
      "signature",
      "buckets of ap-chongqing",
    ]);
    expect(new Set(steps).size).toBe(steps.length);
  });

  it("tells temporary credentials from others", async () => {
    expect(await look("credentials")).toMatchObject({ seen: "there are temporary ones, with a session token" });
  });

  it("tells lists that break off", async () => {
    const short = { rows: [row], totalCount: 2 };
    expect(await look("buckets of ap-chongqing", { ci: { listBuckets: async () => short } })).toMatchObject({
      status: "failed",
      seen: expect.stringMatching(/^the list breaks off: .*after 3 readings$/),
      advice: "run this again later",
    });
    const queues = { rows: [], totalCount: 2 };
    expect(await look("bucket photos-1250000000: queues", { ci: { listQueues: async () => queues } })).toMatchObject({
      status: "failed",
      seen: expect.stringMatching(/^the list breaks off: /),
    });
  });

  it("tells lists apart: buckets of other regions are not of this one, and a queue without a name has its id", async () => {
    const rows = [row, { ...row, name: "away-1250000000", region: "ap-beijing" }, { ...row, name: "b-1", region: "" }];
    const listBuckets = async () => ({ rows, totalCount: 3 });
    expect(await look("buckets of ap-chongqing", { ci: { listBuckets } })).toMatchObject({
      seen: "photos-1250000000, b-1",
    });
    const callback = { state: "Off" } as Queue["callback"];
    const queue = { queueId: "p1", name: null, state: "Paused", callback } as Queue;
    const listQueues = async () => ({ rows: [queue], totalCount: 1 });
    expect(await look("bucket photos-1250000000: queues", { ci: { listBuckets, listQueues } })).toMatchObject({
      seen: "1 queue, of which paused: p1",
    });
    const parts = { ci: { listBuckets, listQueues }, request: { tags: [] } };
    expect(await look("bucket photos-1250000000: list jobs", parts)).toMatchObject({ status: "skipped" });
  });

  it("tells a refusal that may pass from one that does not", async () => {
    const refuse = (status: number) => async () => {
      throw new ServiceError(`Cannot GET: ${status}`, { status, serviceCode: "Odd", requestId: null });
    };
    expect(await look("signature", { ci: { listBuckets: refuse(503) } })).toMatchObject({
      seen: "Cannot GET: 503",
      advice: "that may pass: run this again later",
    });
    expect(await look("signature", { ci: { listBuckets: refuse(400) } })).toMatchObject({
      advice: "look the code up in the vendor's list of errors",
    });
  });

  it("tells a service that falls silent, and does not take that for a missing permission", async () => {
    const silent = async () => {
      throw new NetworkError("Cannot GET: no answer came.");
    };
    expect(await look("signature", { ci: { listBuckets: silent } })).toEqual({
      name: "signature",
      status: "failed",
      seen: "Cannot GET: no answer came.",
      advice: expect.stringMatching(/proxy or firewall/),
    });
  });

  it("keeps quiet about no defect, and stops when it is told to", async () => {
    const broken = async () => {
      throw new TypeError("a defect");
    };
    await expect(look("signature", { ci: { listBuckets: broken } })).rejects.toThrow("a defect");
    const stopping = new AbortController();
    const greet = async () => {
      stopping.abort(new Error("enough"));
      throw new NetworkError("cut");
    };
    await expect(runDoctor(depsOf({ account: { greet } }), request, stopping.signal)).rejects.toThrow("enough");
  });
});
