import { describe, expect, it } from "vitest";
import { NetworkError, SinkError, StoreError } from "../../../lib/core/errors.ts";
import { deliveryLogKey } from "../../../lib/core/key.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { commit, signal, testSink, told, watchedWorld } from "./watched.ts";

describe("watchNights, in trouble", () => {
  it("tells it again to a sink that failed, as the same message", async () => {
    let fails = true;
    const ids: string[] = [];
    const sink = testSink("ops", {
      onSend: async () => {
        if (fails) throw new SinkError("Cannot send to sink ops: it answered 500", { retryable: true });
      },
    });
    const { store, log, look } = watchedWorld({ sinks: [sink] });
    await commit(store, "2026-11-21");
    const failed = await look("2026-11-23 06:45");
    expect(failed.deliveries).toMatchObject([{ sink: "ops", reason: expect.stringContaining("500") }]);
    fails = false;
    expect((await look("2026-11-23 06:46")).deliveries).toMatchObject([{ reason: null }]);
    for (const line of log.logs.get(deliveryLogKey({ family: "pic", date: "2026-11-22" })) ?? []) {
      ids.push(JSON.parse(line).message);
    }
    expect(ids).toHaveLength(4);
    expect(new Set(ids)).toEqual(new Set([sink.sent[0]?.id]));
    expect(sink.sent[0]?.at).toBe(Date.UTC(2026, 10, 22, 22, 45));
  });

  it("reports a store that cannot be read, and what could be told before", async () => {
    let isGone = false;
    const gone = new NetworkError("Cannot get: the connection was reset");
    const store = memoryStore(({ key }) => (isGone && key.includes("2026-11-22") ? gone : null));
    const { look, sink } = watchedWorld({ store });
    await commit(store, "2026-11-20");
    isGone = true;
    const { errors, nights } = await look("2026-11-23 06:45");
    expect([errors, nights, sink.sent]).toEqual([[gone], [], []]);
  });

  it("tells of a missing night though its run cannot be looked at", async () => {
    const refused = new StoreError("Cannot claim: the bucket refuses it");
    const gone = new NetworkError("Cannot get: no answer");
    for (const error of [refused, gone]) {
      const store = memoryStore(({ key }) => (key.includes("/work/run=") ? error : null));
      const { look, sink } = watchedWorld({ store });
      await commit(store, "2026-11-21");
      const { errors } = await look("2026-11-23 06:45");
      expect(told(sink)).toEqual(["2026-11-22 missing"]);
      expect(errors).toEqual(error === gone ? [gone] : []);
    }
  });

  it("tells all the same where the log of deliveries cannot be read, and says so", async () => {
    const { store, log, look, sink } = watchedWorld();
    await commit(store, "2026-11-21");
    log.read = () => Promise.reject(new NetworkError("Cannot read: no answer"));
    const { problems, errors } = await look("2026-11-23 06:45");
    expect(told(sink)).toEqual(["2026-11-22 missing"]);
    // Reading of two nights, and appending what came of the one.
    expect([problems.length, errors]).toEqual([3, []]);
    expect(problems[0]).toMatch(/^Cannot read v1\/alerts\/family=pic\/date=2026-11-21\/deliveries\.jsonl: Cannot read/);
  });

  it("throws when time is up, and on a defect", async () => {
    const stop = new AbortController();
    const sink = testSink("ops", { onSend: async () => stop.abort(new Error("time is up")) });
    const { store, look } = watchedWorld({ sinks: [sink] });
    await commit(store, "2026-11-20");
    await expect(look("2026-11-23 06:45", stop.signal)).rejects.toThrow("time is up");
    const broken = watchedWorld({ store: memoryStore(() => new TypeError("x is undefined")) });
    await expect(broken.look("2026-11-23 06:45")).rejects.toThrow(TypeError);
    const isDiff = (key: string) => key.includes("/diff-r0001");
    const noDiff = memoryStore(({ name, key }) =>
      name === "get" && isDiff(key) ? new NetworkError("no answer") : null,
    );
    const undiffed = watchedWorld({ store: noDiff });
    await commit(noDiff, "2026-11-22");
    expect(await undiffed.look("2026-11-23 06:45")).toMatchObject({ nights: [], errors: [{ code: "NETWORK" }] });
    const oddRun = memoryStore(({ key }) => (key.includes("/work/run=") ? new TypeError("y") : null));
    await expect(watchedWorld({ store: oddRun }).look("2026-11-23 06:45")).rejects.toThrow(TypeError);
    expect(signal.aborted).toBe(false);
  });
});
